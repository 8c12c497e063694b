package chancery.config;

/**
 * Where a listener listens: a port, {@code 0} for any free one, {@code off} for none.
 *
 * @param number 0 to 65535, or -1 for off
 */
public record ListenPort(int number) {
    /** The listener is not started. */
    public static final ListenPort OFF = new ListenPort(-1);

    public ListenPort {
        if (number < -1 || number > 65535) {
            throw new IllegalArgumentException(number + " is no port; a port is 1 to 65535, 0 (any free one) or off");
        }
    }

    /** Reads the written form; throws {@link IllegalArgumentException} with a sentence for a person. */
    public static ListenPort parse(String text) {
        // YAML reads a bare off as a boolean, but here only its text counts
        if (text.equalsIgnoreCase("off")) {
            return OFF;
        }
        if (!text.matches("\\d{1,5}")) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no port; a port is 1 to 65535, 0 (any free one) or off");
        }
        return new ListenPort(Integer.parseInt(text));
    }

    public boolean isOff() {
        return number < 0;
    }

    @Override
    public String toString() {
        return isOff() ? "off" : Integer.toString(number);
    }
}
