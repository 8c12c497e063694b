package chancery.mail;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** RFC 5321 §4.1.2 Mailbox with the extensions of RFC 6531 §3.3. */
final class AddressParser {
    private static final int MAX_LOCAL_PART = 64;
    private static final int MAX_DOMAIN = 255;
    private static final int MAX_LABEL = 63;
    private static final String ATEXT_SPECIALS = "!#$%&'*+-/=?^_`{|}~";

    private AddressParser() {}

    static EmailAddress parse(String text) throws SyntaxException {
        if (text.isEmpty()) {
            throw new SyntaxException("empty address", 0);
        }
        var local = new StringBuilder();
        int at = text.charAt(0) == '"' ? quoted(text, local) : dotString(text, local);
        if (at >= text.length() || text.charAt(at) != '@') {
            throw new SyntaxException("'@' expected", at);
        }
        if (local.toString().getBytes(StandardCharsets.UTF_8).length > MAX_LOCAL_PART) {
            // RFC 5321 §4.5.3.1.1
            throw new SyntaxException("local-part longer than 64 octets", 0);
        }
        return new EmailAddress(local.toString(), domain(text.substring(at + 1), at + 1));
    }

    static boolean isDotString(String local) {
        if (local.isEmpty() || local.startsWith(".") || local.endsWith(".") || local.contains("..")) {
            return false;
        }
        return local.codePoints().allMatch(c -> c == '.' || isAtext(c));
    }

    private static int dotString(String text, StringBuilder into) throws SyntaxException {
        int i = 0;
        while (i < text.length() && text.charAt(i) != '@') {
            int c = text.codePointAt(i);
            boolean dotOutOfPlace = c == '.' && (i == 0 || text.charAt(i - 1) == '.');
            if (dotOutOfPlace || (c != '.' && !isAtext(c))) {
                throw new SyntaxException("character not allowed in a local-part", i);
            }
            into.appendCodePoint(c);
            i += Character.charCount(c);
        }
        if (i == 0 || text.charAt(i - 1) == '.') {
            throw new SyntaxException("local-part ends too early", i);
        }
        return i;
    }

    private static int quoted(String text, StringBuilder into) throws SyntaxException {
        int i = 1;
        while (i < text.length() && text.charAt(i) != '"') {
            if (text.charAt(i) == '\\') {
                i++;
                if (i >= text.length() || text.charAt(i) < ' ' || text.charAt(i) > '~') {
                    throw new SyntaxException("quoted pair is not printable", i);
                }
            }
            int c = text.codePointAt(i);
            if (c < ' ' || c == 0x7f || (c >= 0x80 && !isUtf8Text(c))) {
                throw new SyntaxException("control character in a quoted string", i);
            }
            into.appendCodePoint(c);
            i += Character.charCount(c);
        }
        if (i >= text.length()) {
            throw new SyntaxException("quoted string without end", i);
        }
        if (into.isEmpty()) {
            throw new SyntaxException("empty local-part", 1);
        }
        return i + 1;
    }

    private static boolean isAtext(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || (c < 128 && ATEXT_SPECIALS.indexOf(c) >= 0)
                || (c >= 128 && isUtf8Text(c));
    }

    // RFC 6532 §3.1 allows any UTF8-non-ascii; we refuse unassigned code points, controls, lone surrogates and
    // spaces because they serve only to deceive
    private static boolean isUtf8Text(int c) {
        int type = Character.getType(c);
        return type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.SURROGATE
                && type != Character.UNASSIGNED
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR
                && type != Character.SPACE_SEPARATOR;
    }

    static String domain(String text, int offset) throws SyntaxException {
        if (text.startsWith("[")) {
            return addressLiteral(text, offset);
        }
        if (isHostName(text)) {
            return text.toLowerCase(Locale.ROOT);
        }
        String ascii;
        try {
            ascii = IDN.toASCII(text, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw new SyntaxException("not a domain name", offset);
        }
        if (ascii.isEmpty() || ascii.length() > MAX_DOMAIN) {
            throw new SyntaxException("domain is empty or longer than 255 octets", offset);
        }
        if (!isHostName(ascii)) {
            throw new SyntaxException("not a domain name", offset);
        }
        return ascii;
    }

    /** Labels of 1 to 63 ASCII letters, digits and inner hyphens with dots between them, 255 characters at most. */
    private static boolean isHostName(String text) {
        int labelStart = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i == text.length() ? '.' : text.charAt(i);
            boolean edge = c == '.' ? i > labelStart && text.charAt(i - 1) != '-' : i > labelStart || c != '-';
            if (!edge || i - labelStart > MAX_LABEL || !isHostCharacter(c)) {
                return false;
            }
            labelStart = c == '.' ? i + 1 : labelStart;
        }
        return text.length() <= MAX_DOMAIN;
    }

    private static boolean isHostCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
    }

    // RFC 5321 §4.1.3
    private static String addressLiteral(String text, int offset) throws SyntaxException {
        String inside = text.substring(1, Math.max(1, text.length() - 1));
        boolean v4 = inside.matches("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}");
        boolean v6 = inside.regionMatches(true, 0, "IPv6:", 0, 5) && isIpv6(inside.substring(5));
        if (!text.endsWith("]") || !(v4 || v6)) {
            throw new SyntaxException("not an address literal", offset);
        }
        return text.toLowerCase(Locale.ROOT).replace("[ipv6:", "[IPv6:");
    }

    private static boolean isIpv6(String text) {
        if (!text.matches("[0-9A-Fa-f:.]{2,45}") || !text.contains(":")) {
            return false;
        }
        try {
            // only digits, colons and dots are left, so that this never asks the DNS
            return java.net.InetAddress.getByName("[" + text + "]") != null;
        } catch (java.net.UnknownHostException e) {
            return false;
        }
    }
}
