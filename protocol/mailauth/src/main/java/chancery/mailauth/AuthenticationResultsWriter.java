package chancery.mailauth;

import chancery.mailauth.AuthenticationResults.Method;
import chancery.mailauth.AuthenticationResults.Property;

/** RFC 8601 §2.2, one result a line. */
final class AuthenticationResultsWriter {
    private static final int LINE = 76;
    private static final int LONGEST_VALUE = 500;

    private final StringBuilder text = new StringBuilder();
    private int column;

    private AuthenticationResultsWriter() {}

    static String write(AuthenticationResults results) {
        var writer = new AuthenticationResultsWriter();
        writer.put(AuthenticationResults.FIELD + ":");
        writer.word(value(results.authservId()));
        if (results.results().isEmpty()) {
            writer.put(";");
            writer.word("none");
        }
        for (var result : results.results()) {
            writer.put(";");
            writer.newLine();
            writer.result(result);
        }
        return writer.text.append("\r\n").toString();
    }

    private void result(Method result) {
        put(result.method() + "=" + result.result());
        if (!result.reason().isEmpty()) {
            word("reason=" + quoted(result.reason()));
        }
        for (Property property : result.properties()) {
            word(property.type() + "." + property.name() + "=" + propertyValue(property.value()));
        }
    }

    private void newLine() {
        text.append("\r\n\t");
        column = 8;
    }

    private void word(String word) {
        if (column + 1 + word.length() > LINE && column > 8) {
            newLine();
        } else {
            put(" ");
        }
        put(word);
    }

    private void put(String part) {
        text.append(part);
        column += part.length();
    }

    private static String value(String value) {
        boolean token = !value.isEmpty() && value.chars().allMatch(AuthenticationResultsParser::isToken);
        return token ? value : quoted(value);
    }

    /** An address may stand bare, as long as it is made of characters that mean nothing here. */
    private static String propertyValue(String value) {
        boolean bare = !value.isEmpty()
                && value.length() <= LONGEST_VALUE
                && value.chars().allMatch(c -> AuthenticationResultsParser.isToken(c) || c == '@');
        return bare ? value : quoted(value);
    }

    private static String quoted(String value) {
        var quoted = new StringBuilder("\"");
        value.chars().limit(LONGEST_VALUE).forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\');
            }
            quoted.append(c < ' ' || c == 0x7f ? '?' : (char) c);
        });
        return quoted.append('"').toString();
    }
}
