package chancery.mail;

/**
 * A reply line of an SMTP server (RFC 5321 §4.2, RFC 2034 §4). A code and a status that contradict each other cannot
 * be built.
 *
 * @param text for the wire: ASCII, no rule, no host, no address that the client did not send
 */
public record SmtpReply(int code, EnhancedStatus status, String text) {
    public SmtpReply {
        if (code < 200 || code > 599) {
            throw new IllegalArgumentException("reply code " + code);
        }
        int expected = code < 400 ? 2 : code / 100;
        if (status.statusClass() != expected) {
            throw new IllegalArgumentException(code + " with " + status);
        }
        if (!text.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw new IllegalArgumentException("reply text must be printable ASCII");
        }
    }

    /** {@code SmtpReply.of(451, "4.3.0", "Try again later")}; for codes written in the source, not read from outside. */
    public static SmtpReply of(int code, String status, String text) {
        try {
            return new SmtpReply(code, EnhancedStatus.parse(status), text);
        } catch (SyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    public boolean isPositive() {
        return code < 400;
    }

    public boolean isTemporary() {
        return code >= 400 && code < 500;
    }

    public boolean isPermanent() {
        return code >= 500;
    }
}
