package chancery.mailauth;

import chancery.mail.SyntaxException;
import chancery.mailauth.AuthenticationResults.Method;
import chancery.mailauth.AuthenticationResults.Property;
import java.util.ArrayList;
import java.util.Locale;

/** RFC 8601 §2.2 */
final class AuthenticationResultsParser {
    private static final int MOST_RESULTS = 100;
    private static final int MOST_PROPERTIES = 100;
    private static final int DEEPEST_COMMENT = 20;
    private static final int LONGEST = 65_536;

    private final String text;
    private final Cursor cursor;

    AuthenticationResultsParser(String text) {
        this.text = text;
        this.cursor = new Cursor(text);
    }

    AuthenticationResults parse() throws SyntaxException {
        if (text.length() > LONGEST) {
            throw new SyntaxException("field too long", LONGEST);
        }
        skip();
        String authservId = value();
        skip();
        // RFC 8601 §2.5: a version that is not known makes the rest unreadable
        String version = cursor.take(Cursor::isDigit);
        if (!version.isEmpty() && !version.equals("1")) {
            throw cursor.wrong("unknown version");
        }
        skip();
        var results = new ArrayList<Method>();
        boolean none = false;
        while (cursor.accept(';')) {
            skip();
            if (cursor.atEnd() && (none || !results.isEmpty())) {
                break;
            }
            String method = keyword();
            skip();
            boolean first = results.isEmpty() && !none;
            if (first && method.equals("none") && (cursor.atEnd() || cursor.peek() == ';')) {
                none = true;
            } else if (none || results.size() >= MOST_RESULTS) {
                throw cursor.wrong(none ? "end expected" : "more than " + MOST_RESULTS + " results");
            } else {
                results.add(result(method));
            }
        }
        if (!cursor.atEnd() || (results.isEmpty() && !none)) {
            throw cursor.wrong("';' expected");
        }
        return new AuthenticationResults(authservId, results);
    }

    private Method result(String method) throws SyntaxException {
        if (cursor.accept('/')) {
            skip();
            cursor.take(Cursor::isDigit);
            skip();
        }
        cursor.expect('=');
        skip();
        String word = keyword();
        String reason = "";
        var properties = new ArrayList<Property>();
        skip();
        while (!cursor.atEnd() && cursor.peek() != ';') {
            String name = keyword();
            skip();
            if (cursor.accept('.')) {
                skip();
                properties.add(property(name));
            } else if (name.equals("reason") && properties.isEmpty() && reason.isEmpty()) {
                cursor.expect('=');
                skip();
                reason = value();
            } else {
                throw cursor.wrong("'.' expected");
            }
            if (properties.size() > MOST_PROPERTIES) {
                throw cursor.wrong("more than " + MOST_PROPERTIES + " properties");
            }
            skip();
        }
        return new Method(method, word, reason, properties);
    }

    private Property property(String type) throws SyntaxException {
        String name = keyword();
        skip();
        cursor.expect('=');
        skip();
        return new Property(type, name, propertyValue());
    }

    /** A token, a quoted string or an address. */
    private String propertyValue() throws SyntaxException {
        var value = new StringBuilder();
        if (cursor.peek() == '"') {
            value.append(quoted());
            if (cursor.peek() != '@') {
                return value.toString();
            }
        }
        String bare = cursor.take(c -> c > ' ' && c != 0x7f && c != ';' && c != '(' && c != ')' && c != '"');
        if (bare.isEmpty()) {
            throw cursor.wrong("value expected");
        }
        return value.append(bare).toString();
    }

    // RFC 2045 §5.1 token, or a quoted-string
    private String value() throws SyntaxException {
        if (cursor.peek() == '"') {
            return quoted();
        }
        String token = cursor.take(AuthenticationResultsParser::isToken);
        if (token.isEmpty()) {
            throw cursor.wrong("value expected");
        }
        return token;
    }

    /** Octets above 127 are in addresses and names of internationalised mail (RFC 8601 §2.2). */
    static boolean isToken(int c) {
        return (Cursor.isVisible(c) || c > 0x7f) && "()<>@,;:\\\"/[]?=".indexOf(c) < 0;
    }

    private String quoted() throws SyntaxException {
        var value = new StringBuilder();
        cursor.expect('"');
        while (!cursor.accept('"')) {
            if (cursor.atEnd()) {
                throw cursor.wrong("'\"' expected");
            }
            cursor.accept('\\');
            int c = cursor.next();
            if (c == Cursor.END || (c < ' ' && c != '\t') || c == 0x7f) {
                throw cursor.wrong("printable character expected");
            }
            value.append((char) c);
        }
        return value.toString();
    }

    private String keyword() throws SyntaxException {
        String keyword = cursor.take(c -> Cursor.isAlphanumeric(c) || c == '-' || c == '_');
        if (keyword.isEmpty()) {
            throw cursor.wrong("keyword expected");
        }
        return keyword.toLowerCase(Locale.ROOT);
    }

    // CFWS of RFC 5322 §3.2.2
    private void skip() throws SyntaxException {
        int depth = 0;
        while (!cursor.atEnd()) {
            int c = cursor.peek();
            if (c == '(') {
                depth++;
            } else if (depth > 0 && c == ')') {
                depth--;
            } else if (depth > 0 && c == '\\') {
                cursor.next();
            } else if (depth == 0 && !TagList.isSpace(c)) {
                return;
            }
            if (depth > DEEPEST_COMMENT) {
                throw cursor.wrong("comments nested too deep");
            }
            cursor.next();
        }
        if (depth > 0) {
            throw cursor.wrong("')' expected");
        }
    }
}
