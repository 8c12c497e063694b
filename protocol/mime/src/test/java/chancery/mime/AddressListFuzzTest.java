package chancery.mime;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mail.EmailAddress;
import chancery.mail.SyntaxException;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** A bad address never becomes a legal one: what is found as an address stands in the text and is one when read alone. */
class AddressListFuzzTest {
    @FuzzTest(maxDuration = "5m")
    void addresses(byte[] input) throws SyntaxException {
        String text = new String(input, StandardCharsets.UTF_8);
        for (HeaderMailbox mailbox : AddressList.parse(text).mailboxes()) {
            if (mailbox.address().isPresent()) {
                EmailAddress address = mailbox.address().get();
                assertThat(EmailAddress.parse(address.toString())).isEqualTo(address);
                // each character of the local-part comes from the text, in that order
                assertThat(isWithin(address.localPart(), text))
                        .as("%s in %s", address, text)
                        .isTrue();
            }
        }
    }

    private static boolean isWithin(String part, String text) {
        int at = 0;
        for (int i = 0; i < part.length(); i++) {
            at = text.indexOf(part.charAt(i), at) + 1;
            if (at == 0) {
                return false;
            }
        }
        return true;
    }
}
