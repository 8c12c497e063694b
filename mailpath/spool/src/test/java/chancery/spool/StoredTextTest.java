package chancery.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chancery.mail.DeliveryMethod;
import chancery.mail.EmailAddress;
import chancery.mail.EnvelopeOptions;
import chancery.mail.EnvelopeOptions.ReturnContent;
import chancery.mail.EnvelopeRecipient;
import chancery.mail.Notify;
import chancery.mail.SyntaxException;
import chancery.mail.UnlockMethod;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StoredTextTest {
    record RecipientCase(String name, EnvelopeRecipient recipient) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<RecipientCase> recipients() throws SyntaxException {
        var quoted = EmailAddress.parse("\"a b\\\"c\"@quoted.example");
        var international = EmailAddress.parse("bücher@xn--bcher-kva.example");
        var literal = EmailAddress.parse("a@[192.0.2.1]");
        return List.of(
                new RecipientCase("plain", Letters.to("a@b.example")),
                new RecipientCase("quoted local-part", new EnvelopeRecipient(quoted)),
                new RecipientCase("international", new EnvelopeRecipient(international)),
                new RecipientCase("address literal", new EnvelopeRecipient(literal)),
                new RecipientCase("never", new EnvelopeRecipient(quoted, Set.of(Notify.NEVER), Optional.empty())),
                new RecipientCase(
                        "all but never",
                        new EnvelopeRecipient(
                                literal,
                                Set.of(Notify.SUCCESS, Notify.FAILURE, Notify.DELAY),
                                Optional.of("rfc822;a+2Bb@c.example"))),
                new RecipientCase(
                        "original recipient alone",
                        new EnvelopeRecipient(quoted, Set.of(), Optional.of("rfc822;x@y.example"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recipients")
    void aRecipientComesBackAsItWas(RecipientCase one) throws SyntaxException {
        var list = List.of(Letters.to("first@b.example"), one.recipient);
        assertThat(StoredText.parseRecipients(StoredText.recipients(list))).isEqualTo(list);
    }

    @Test
    void optionsComeBackAsTheyWere() {
        var all = new EnvelopeOptions(
                true, true, true, Optional.of(ReturnContent.HDRS), Optional.of("QQ314159 with a blank"));
        var some = new EnvelopeOptions(false, true, false, Optional.of(ReturnContent.FULL), Optional.empty());
        for (EnvelopeOptions options : List.of(all, some, EnvelopeOptions.NONE)) {
            assertThat(StoredText.parseOptions(StoredText.options(options))).isEqualTo(options);
        }
    }

    @Test
    void methodsComeBackAsTheyWere() throws SyntaxException {
        List<DeliveryMethod> methods =
                List.of(Letters.PLAIN, Letters.VERIFIED, new DeliveryMethod.PortalPickup(UnlockMethod.MAILED_CODE));
        assertThat(StoredText.parseMethods(StoredText.methods(methods))).isEqualTo(methods);
        assertThat(StoredText.parseMethods(StoredText.methods(List.of()))).isEmpty();
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(
            strings = {"", "transport", "transport:", "transport:NONE", "pigeon:FAST"})
    void anUnknownMethodNeverBecomesAKnownOne(String text) {
        assertThatThrownBy(() -> StoredText.parseMethod(text)).isInstanceOf(SyntaxException.class);
    }
}
