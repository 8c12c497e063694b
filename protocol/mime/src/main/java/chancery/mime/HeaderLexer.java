package chancery.mime;

/** The lexical tokens that structured header fields share (RFC 5322 §3.2, RFC 2045 §5.1), read leniently. */
final class HeaderLexer {
    private static final boolean[] TOKEN = tokenCharacters();
    private static final int MAX_COMMENT_DEPTH = 10_000;

    private final String text;
    private int position;
    private String lastComment = "";

    HeaderLexer(String text) {
        this.text = text;
    }

    boolean atEnd() {
        return position >= text.length();
    }

    int position() {
        return position;
    }

    void moveTo(int newPosition) {
        position = newPosition;
    }

    /** The present character, or NUL at the end. */
    char peek() {
        return atEnd() ? '\0' : text.charAt(position);
    }

    void advance() {
        position++;
    }

    /** Takes the character if it is the present one. */
    boolean take(char c) {
        if (!atEnd() && text.charAt(position) == c) {
            position++;
            return true;
        }
        return false;
    }

    String between(int from, int to) {
        return text.substring(from, to);
    }

    static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    /** Passes over white space and comments; true when there was any. */
    boolean skipCfws() {
        int before = position;
        while (!atEnd()) {
            char c = text.charAt(position);
            if (isSpace(c)) {
                position++;
            } else if (c == '(') {
                lastComment = comment();
            } else {
                break;
            }
        }
        return position > before;
    }

    /** The text of the comment passed over last, or empty text. */
    String lastComment() {
        return lastComment;
    }

    void forgetComment() {
        lastComment = "";
    }

    /** A comment with those inside it (RFC 5322 §3.2.2); one without end reaches to the end of the text. */
    private String comment() {
        var inside = new StringBuilder();
        int depth = 0;
        while (!atEnd()) {
            char c = text.charAt(position++);
            if (c == '\\' && !atEnd()) {
                inside.append(text.charAt(position++));
                continue;
            }
            if (c == '(' && depth < MAX_COMMENT_DEPTH && depth++ == 0) {
                continue;
            }
            if (c == ')' && --depth == 0) {
                break;
            }
            inside.append(c);
        }
        return inside.toString();
    }

    /** A quoted string without quotes and quoted pairs (RFC 5322 §3.2.4); one without end reaches to the end. */
    String quoted() {
        var inside = new StringBuilder();
        position++;
        while (!atEnd()) {
            char c = text.charAt(position++);
            if (c == '"') {
                break;
            }
            inside.append(c == '\\' && !atEnd() ? text.charAt(position++) : c);
        }
        return inside.toString();
    }

    /** True when a closing quote follows the opening one at the present place. */
    boolean quoteEnds() {
        for (int i = position + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                return true;
            }
            if (c == '\\') {
                i++;
            }
        }
        return false;
    }

    /** A token of RFC 2045 §5.1, possibly empty. */
    String token() {
        int start = position;
        while (!atEnd() && isTokenCharacter(text.charAt(position))) {
            position++;
        }
        return text.substring(start, position);
    }

    // what is not ASCII is taken for a letter
    static boolean isTokenCharacter(char c) {
        return c >= TOKEN.length || TOKEN[c];
    }

    // RFC 2045 §5.1: all but space, controls and tspecials
    private static boolean[] tokenCharacters() {
        boolean[] token = new boolean[128];
        for (char c = '!'; c < 0x7f; c++) {
            token[c] = "()<>@,;:\\\"/[]?=".indexOf(c) < 0;
        }
        return token;
    }

    /** Everything up to one of the characters or the end. */
    String until(boolean[] stops) {
        int start = position;
        passTo(stops);
        return text.substring(start, position);
    }

    /** The same without a copy. */
    void passTo(boolean[] stops) {
        int at = position;
        while (at < text.length() && (text.charAt(at) >= stops.length || !stops[text.charAt(at)])) {
            at++;
        }
        position = at;
    }

    /** A table of ASCII characters. */
    static boolean[] table(String characters) {
        boolean[] table = new boolean[128];
        for (int i = 0; i < characters.length(); i++) {
            table[characters.charAt(i)] = true;
        }
        return table;
    }
}
