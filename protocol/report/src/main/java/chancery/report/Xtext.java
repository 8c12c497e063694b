package chancery.report;

/** Reads xtext (RFC 3461 §4) that is to be shown as text: what would not be printable ASCII stays encoded. */
final class Xtext {
    private Xtext() {}

    static String decodePrintable(String xtext) {
        var out = new StringBuilder();
        int i = 0;
        while (i < xtext.length()) {
            char c = xtext.charAt(i);
            if (c == '+' && i + 2 < xtext.length() && isPrintable(xtext.substring(i + 1, i + 3))) {
                out.append((char) Integer.parseInt(xtext.substring(i + 1, i + 3), 16));
                i += 3;
            } else {
                out.append(c < ' ' || c == 0x7f ? '?' : c);
                i++;
            }
        }
        return out.toString();
    }

    /** {@code addr-type;xtext} as {@code addr-type; text}. */
    static String decodeTyped(String original) {
        int semicolon = original.indexOf(';');
        return semicolon < 0
                ? "rfc822; " + decodePrintable(original)
                : original.substring(0, semicolon) + "; " + decodePrintable(original.substring(semicolon + 1));
    }

    private static boolean isPrintable(String hex) {
        if (!hex.matches("[0-9A-F]{2}")) {
            return false;
        }
        int octet = Integer.parseInt(hex, 16);
        return octet > ' ' && octet < 0x7f;
    }
}
