package chancery.telemetry;

/**
 * How lines are written.
 *
 * @param level least weight: error, warn, info, debug or trace
 * @param format json or text
 * @param redact hide mail addresses
 * @param showDomains show the domain beside the tag of a hidden address
 */
public record LogOptions(String level, Format format, boolean redact, boolean showDomains) {
    /** How a line is written. */
    public enum Format {
        JSON,
        TEXT;

        /** Text when standard error is a terminal. */
        public static Format forThisTerminal() {
            return Terminal.isStandardError() ? TEXT : JSON;
        }
    }

    /** Information and heavier, addresses hidden, format by the terminal. */
    public static LogOptions defaults() {
        return new LogOptions("info", Format.forThisTerminal(), true, false);
    }
}
