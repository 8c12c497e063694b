package chancery.mail;

/** Where notices about the mail go (RFC 5321 §4.5.5). */
public sealed interface ReversePath {
    /** {@code MAIL FROM:<>}: notices about this mail go nowhere. */
    record Null() implements ReversePath {
        @Override
        public String toString() {
            return "";
        }
    }

    record Mailbox(EmailAddress address) implements ReversePath {
        @Override
        public String toString() {
            return address.toString();
        }
    }

    /** Reads what stands between the angle brackets of MAIL FROM; empty is the null reverse-path and nothing else is. */
    static ReversePath parse(String text) throws SyntaxException {
        return text.isEmpty() ? new Null() : new Mailbox(EmailAddress.parse(text));
    }
}
