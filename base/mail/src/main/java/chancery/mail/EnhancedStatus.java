package chancery.mail;

/**
 * Enhanced mail system status code (RFC 3463 §2).
 *
 * @param statusClass 2 success, 4 persistent transient failure, 5 permanent failure
 * @param subject 0 to 999
 * @param detail 0 to 999
 */
public record EnhancedStatus(int statusClass, int subject, int detail) {
    public EnhancedStatus {
        boolean known = statusClass == 2 || statusClass == 4 || statusClass == 5;
        if (!known || subject < 0 || subject > 999 || detail < 0 || detail > 999) {
            throw new IllegalArgumentException("not a status code of RFC 3463");
        }
    }

    /** Reads {@code 5.1.1}. */
    public static EnhancedStatus parse(String text) throws SyntaxException {
        if (!text.matches("[245]\\.\\d{1,3}\\.\\d{1,3}")) {
            throw new SyntaxException("not an enhanced status code", 0);
        }
        String[] parts = text.split("\\.");
        return new EnhancedStatus(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
    }

    @Override
    public String toString() {
        return statusClass + "." + subject + "." + detail;
    }
}
