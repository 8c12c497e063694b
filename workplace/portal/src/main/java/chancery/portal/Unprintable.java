package chancery.portal;

/** Characters that show nothing or change how their neighbours are shown, and so have no place in a name or a subject. */
final class Unprintable {
    private Unprintable() {}

    /** Controls except tab and line ends, and the characters that turn the direction of writing. */
    static boolean is(char c) {
        boolean control = (c < ' ' && c != '\n' && c != '\t' && c != '\r') || (c >= 0x7F && c <= 0x9F);
        return control || turns(c);
    }

    // an "exe" shown as "txt" begins with U+202E
    private static boolean turns(char c) {
        return (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069)
                || c == 0x200E
                || c == 0x200F
                || c == 0xFEFF;
    }

    /** One line without any such character; never longer than {@code limit} characters. */
    static String removedFrom(String text, int limit) {
        StringBuilder out = new StringBuilder(Math.min(text.length(), limit));
        for (int i = 0; i < text.length() && out.length() < limit; i++) {
            char c = text.charAt(i);
            if (c == '\r' || c == '\n' || c == '\t' || c == '\u2028' || c == '\u2029') {
                out.append(' ');
            } else if (!is(c)) {
                out.append(c);
            }
        }
        if (!out.isEmpty() && Character.isHighSurrogate(out.charAt(out.length() - 1))) {
            out.setLength(out.length() - 1);
        }
        return out.toString().strip();
    }
}
