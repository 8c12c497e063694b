package chancery.mime;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A media type with its parameters (RFC 2045 §5.1).
 *
 * @param type in lower case
 * @param subtype in lower case
 */
public record ContentType(String type, String subtype, Parameters parameters) {
    /** RFC 2045 §5.2 */
    public static final ContentType TEXT_PLAIN = new ContentType("text", "plain", Parameters.NONE);

    static final ContentType MESSAGE_RFC822 = new ContentType("message", "rfc822", Parameters.NONE);

    /** Reads a field value; empty when there is no type and subtype in it. */
    public static Optional<ContentType> parse(String value) {
        var lexer = new HeaderLexer(value);
        lexer.skipCfws();
        String type = lexer.token().toLowerCase(Locale.ROOT);
        lexer.skipCfws();
        if (type.isEmpty() || !lexer.take('/')) {
            return Optional.empty();
        }
        lexer.skipCfws();
        String subtype = lexer.token().toLowerCase(Locale.ROOT);
        if (subtype.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ContentType(type, subtype, ParameterParser.parse(lexer)));
    }

    /** A type without parameters, such as {@code image/png}. */
    public static ContentType of(String type, String subtype) {
        return new ContentType(type, subtype, Parameters.NONE);
    }

    public ContentType with(String name, String value) {
        var more = new java.util.LinkedHashMap<>(parameters.values());
        more.put(name, value);
        return new ContentType(type, subtype, new Parameters(more));
    }

    /** Type and subtype without parameters. */
    public String mediaType() {
        return type + "/" + subtype;
    }

    public boolean is(String mediaType) {
        return mediaType().equals(mediaType);
    }

    public boolean isText() {
        return type.equals("text");
    }

    public boolean isMultipart() {
        return type.equals("multipart");
    }

    /** True for the types whose body is a whole message (RFC 2046 §5.2.1, RFC 6532 §3.7). */
    public boolean isMessage() {
        return type.equals("message")
                && (subtype.equals("rfc822") || subtype.equals("global") || subtype.equals("news"));
    }

    /** True for the media that a mail program shows in place. */
    boolean isMedia() {
        return type.equals("image") || type.equals("audio") || type.equals("video");
    }

    Map<String, String> parameterMap() {
        return parameters.values();
    }
}
