package chancery.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Whatever is read as an address is written so that it is read as the same address again. */
class AddressParserFuzzTest {
    @FuzzTest(maxDuration = "5m")
    void address(byte[] input) {
        EmailAddress address;
        try {
            address = AddressParser.parse(new String(input, StandardCharsets.UTF_8));
        } catch (SyntaxException e) {
            assertThat(e.position()).isNotNegative();
            return;
        }
        assertThatCodeReadsBack(address);
    }

    private static void assertThatCodeReadsBack(EmailAddress address) {
        try {
            assertThat(AddressParser.parse(address.toString())).isEqualTo(address);
        } catch (SyntaxException e) {
            throw new AssertionError("written as something that is no address", e);
        }
    }
}
