package chancery.smtp;

import chancery.mail.SyntaxException;
import java.nio.charset.StandardCharsets;

/** The encoding of DSN and AUTH parameters: printable ASCII, other octets as {@code +HH} (RFC 3461 §4). */
public final class Xtext {
    private static final String HEX = "0123456789ABCDEF";

    private Xtext() {}

    /** Encodes the UTF-8 octets of the text. */
    public static String encode(String text) {
        var out = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (octet > ' ' && octet < 0x7f && octet != '+' && octet != '=') {
                out.append((char) octet);
            } else {
                out.append('+').append(HEX.charAt((octet >> 4) & 15)).append(HEX.charAt(octet & 15));
            }
        }
        return out.toString();
    }

    /** Decodes; each decoded octet becomes the character of the same number. */
    public static String decode(String xtext) throws SyntaxException {
        var out = new StringBuilder(xtext.length());
        for (int i = 0; i < xtext.length(); i++) {
            char c = xtext.charAt(i);
            if (c <= ' ' || c > '~' || c == '=') {
                throw new SyntaxException("character not allowed in xtext", i);
            }
            if (c != '+') {
                out.append(c);
            } else {
                if (i + 2 >= xtext.length()) {
                    throw new SyntaxException("two hexadecimal digits expected", i);
                }
                int high = HEX.indexOf(xtext.charAt(i + 1));
                int low = HEX.indexOf(xtext.charAt(i + 2));
                if (high < 0 || low < 0) {
                    throw new SyntaxException("two hexadecimal digits expected", i);
                }
                out.append((char) ((high << 4) | low));
                i += 2;
            }
        }
        return out.toString();
    }
}
