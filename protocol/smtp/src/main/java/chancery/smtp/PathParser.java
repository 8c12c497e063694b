package chancery.smtp;

import chancery.mail.SyntaxException;

/** Finds the path and the parameters in the argument of MAIL and RCPT (RFC 5321 §4.1.2). */
final class PathParser {
    private PathParser() {}

    /**
     * @param mailbox what stands between the angle brackets, without a source route
     * @param parameters the text behind the path
     * @param parametersAt where that text begins
     */
    record Split(String mailbox, String parameters, int parametersAt) {}

    /** @param keyword {@code FROM:} or {@code TO:} */
    static Split split(String argument, String keyword) throws SyntaxException {
        if (!argument.regionMatches(true, 0, keyword, 0, keyword.length())) {
            throw new SyntaxException("'" + keyword + "<address>' expected", 0);
        }
        int open = keyword.length();
        // RFC 5321 §3.3 allows no space here; widespread clients write one, and it can mean nothing else
        while (open < argument.length() && argument.charAt(open) == ' ') {
            open++;
        }
        if (open >= argument.length() || argument.charAt(open) != '<') {
            throw new SyntaxException("'<' expected", open);
        }
        int close = closingBracket(argument, open + 1);
        if (close + 1 < argument.length() && argument.charAt(close + 1) != ' ') {
            throw new SyntaxException("space expected", close + 1);
        }
        String path = argument.substring(open + 1, close);
        return new Split(withoutSourceRoute(path, open + 1), argument.substring(close + 1), close + 1);
    }

    private static int closingBracket(String text, int from) throws SyntaxException {
        boolean quoted = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && quoted) {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == '>' && !quoted) {
                return i;
            }
        }
        throw new SyntaxException("'>' expected", text.length());
    }

    // RFC 5321 §4.1.2: a source route is taken and ignored
    private static String withoutSourceRoute(String path, int position) throws SyntaxException {
        if (!path.startsWith("@")) {
            return path;
        }
        int colon = path.indexOf(':');
        if (colon < 0 || !path.substring(0, colon).matches("@[A-Za-z0-9.-]+(,@[A-Za-z0-9.-]+)*")) {
            throw new SyntaxException("source route expected", position);
        }
        return path.substring(colon + 1);
    }
}
