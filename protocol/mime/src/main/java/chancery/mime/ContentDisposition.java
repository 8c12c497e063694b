package chancery.mime;

import java.util.Locale;

/**
 * How a part asks to be presented (RFC 2183 §2).
 *
 * @param type {@code inline}, {@code attachment} or another word in lower case; a word nobody knows is to be treated as
 *     attachment (RFC 2183 §2.8)
 */
public record ContentDisposition(String type, Parameters parameters) {

    /** Reads a field value; nothing of it is ever refused. */
    public static ContentDisposition parse(String value) {
        var lexer = new HeaderLexer(value);
        lexer.skipCfws();
        int start = lexer.position();
        String type = lexer.token().toLowerCase(Locale.ROOT);
        if (lexer.peek() == '=') {
            // the word is missing and parameters begin at once
            lexer.moveTo(start);
            type = "attachment";
        }
        return new ContentDisposition(type, ParameterParser.parse(lexer));
    }

    public boolean isInline() {
        return type.equals("inline") || type.isEmpty();
    }
}
