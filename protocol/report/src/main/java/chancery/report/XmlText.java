package chancery.report;

/** Text in XML: only the five names and the numbers that need no declaration. */
final class XmlText {
    private static final int LONGEST_REFERENCE = 10;

    private XmlText() {}

    static String unescaped(String raw) {
        if (raw.indexOf('&') < 0) {
            return raw;
        }
        var out = new StringBuilder(raw.length());
        int i = 0;
        while (i < raw.length()) {
            int end = raw.charAt(i) == '&' ? raw.indexOf(';', i) : -1;
            int character = end < 0 || end - i > LONGEST_REFERENCE ? -1 : character(raw.substring(i + 1, end));
            if (character < 0) {
                out.append(raw.charAt(i++));
            } else {
                out.appendCodePoint(character);
                i = end + 1;
            }
        }
        return out.toString();
    }

    private static int character(String reference) {
        return switch (reference) {
            case "amp" -> '&';
            case "lt" -> '<';
            case "gt" -> '>';
            case "quot" -> '"';
            case "apos" -> '\'';
            default -> number(reference);
        };
    }

    private static int number(String reference) {
        try {
            int value = -1;
            if (reference.matches("#[0-9]{1,7}")) {
                value = Integer.parseInt(reference.substring(1));
            } else if (reference.matches("#x[0-9A-Fa-f]{1,6}")) {
                value = Integer.parseInt(reference.substring(2), 16);
            }
            return isCharacter(value) ? value : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** Text that can stand in an element: marks escaped, what XML 1.0 cannot carry left out. */
    static String escaped(String text) {
        var out = new StringBuilder(text.length() + 16);
        text.codePoints().filter(XmlText::isCharacter).forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                default -> out.appendCodePoint(c);
            }
        });
        return out.toString();
    }

    private static boolean isCharacter(int c) {
        boolean control = c < ' ' && c != '\t' && c != '\n' && c != '\r';
        boolean surrogate = c >= 0xd800 && c <= 0xdfff;
        return !control && !surrogate && c != 0xfffe && c != 0xffff && c <= Character.MAX_CODE_POINT;
    }
}
