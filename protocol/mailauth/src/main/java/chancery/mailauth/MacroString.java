package chancery.mailauth;

import java.util.List;

/**
 * A text of an SPF record that may hold macros (RFC 7208 §7): a domain-spec or an explanation. Immutable.
 *
 * @param text as it was written
 */
public record MacroString(String text, List<Part> parts) {

    /** A piece of the text. */
    public sealed interface Part {
        /** Stands for itself. */
        record Literal(String text) implements Part {}

        /**
         * Stands for something about the mail.
         *
         * @param letter in lower case
         * @param labels how many of the rightmost pieces are kept, 0 for all
         * @param reverse whether the pieces are turned round first
         * @param delimiters what separates the pieces
         * @param escaped whether the value is written as in a URL: the letter was in upper case
         */
        record Macro(char letter, int labels, boolean reverse, String delimiters, boolean escaped) implements Part {}
    }

    public MacroString {
        parts = List.copyOf(parts);
    }

    /** True when the value is the same for every mail. */
    public boolean isFixed() {
        return parts.stream().allMatch(Part.Literal.class::isInstance);
    }

    @Override
    public String toString() {
        return text;
    }
}
