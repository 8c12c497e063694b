package chancery.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What became of a mail behind its delivery (RFC 8098 §3.2.6).
 *
 * @param automaticAction true when no person decided about the mail
 * @param sentAutomatically true when no person agreed to send this notice
 * @param modifiers such as {@code error}, in lower case
 */
public record MdnDisposition(boolean automaticAction, boolean sentAutomatically, Kind kind, List<String> modifiers) {

    /** The disposition types; {@code FAILED} and {@code DENIED} are of older versions of the standard. */
    public enum Kind {
        DISPLAYED,
        DELETED,
        DISPATCHED,
        PROCESSED,
        FAILED,
        DENIED;

        /** The word of the field. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public MdnDisposition {
        modifiers = List.copyOf(modifiers);
    }

    /** Reads {@code manual-action/MDN-sent-manually; displayed/error}; empty when one of the three words is unknown. */
    static Optional<MdnDisposition> parse(String value) {
        String[] halves = value.toLowerCase(Locale.ROOT).split(";", 2);
        String[] modes = halves[0].strip().split("\\s*/\\s*", -1);
        if (halves.length < 2 || modes.length != 2) {
            return Optional.empty();
        }
        String[] words = halves[1].strip().split("\\s*[/,]\\s*");
        boolean known =
                modes[0].matches("(manual|automatic)-action") && modes[1].matches("mdn-sent-(manually|automatically)");
        for (Kind kind : Kind.values()) {
            if (known && kind.word().equals(words[0])) {
                return Optional.of(new MdnDisposition(
                        modes[0].startsWith("automatic"),
                        modes[1].endsWith("automatically"),
                        kind,
                        List.of(words).subList(1, words.length)));
            }
        }
        return Optional.empty();
    }

    /** The value of the Disposition field. */
    @Override
    public String toString() {
        String modes = (automaticAction ? "automatic-action" : "manual-action")
                + (sentAutomatically ? "/MDN-sent-automatically" : "/MDN-sent-manually");
        return modes + "; " + kind.word() + (modifiers.isEmpty() ? "" : "/" + String.join(",", modifiers));
    }
}
