package chancery.mime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;

/** Content-Transfer-Encoding (RFC 2045 §6). */
public enum TransferEncoding {
    /** 7bit, 8bit and binary: the octets are the content. */
    IDENTITY,
    QUOTED_PRINTABLE,
    BASE64,
    /** x-uuencode and its synonyms, in no standard but in old mail. */
    UUENCODE;

    /** The encoding of that name; a name nobody knows means the octets themselves, as after a missing field. */
    static TransferEncoding named(String value) {
        return switch (token(value)) {
            case "quoted-printable", "quotedprintable", "qp" -> QUOTED_PRINTABLE;
            case "base64", "base-64", "b64" -> BASE64;
            case "x-uuencode", "x-uue", "uuencode", "uue" -> UUENCODE;
            default -> IDENTITY;
        };
    }

    static boolean isKnown(String value) {
        return switch (token(value)) {
            case "", "7bit", "8bit", "binary", "7-bit", "8-bit" -> true;
            default -> named(value) != IDENTITY;
        };
    }

    private static String token(String value) {
        if (value.isEmpty()) {
            return "";
        }
        var lexer = new HeaderLexer(value);
        lexer.skipCfws();
        return lexer.token().toLowerCase(Locale.ROOT);
    }

    InputStream decode(InputStream in) {
        return switch (this) {
            case IDENTITY -> in;
            case QUOTED_PRINTABLE -> new QuotedPrintableInputStream(in);
            case BASE64 -> new Base64InputStream(in);
            case UUENCODE -> new UuInputStream(in);
        };
    }

    /**
     * Writes octets in this encoding. Base64 ends its last line too, the others add no line end. Quoted-printable holds the
     * octets in memory, and keeps CRLF as line ends (RFC 2045 §6.7).
     *
     * @throws IllegalArgumentException for {@link #UUENCODE}, which nobody should write
     */
    public void encode(InputStream in, OutputStream out) throws IOException {
        switch (this) {
            case IDENTITY -> in.transferTo(out);
            case QUOTED_PRINTABLE -> BodyWriter.quotedPrintable(in.readAllBytes(), out);
            case BASE64 -> {
                try (var lines = new Base64Lines(out)) {
                    in.transferTo(lines);
                }
            }
            case UUENCODE -> throw new IllegalArgumentException("uuencode is not written");
        }
    }
}
