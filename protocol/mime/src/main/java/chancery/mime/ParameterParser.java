package chancery.mime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** RFC 2045 §5.1 parameters with RFC 2231 §3 continuations and §4 charsets. */
final class ParameterParser {
    private static final int MAX_PARAMETERS = 1000;
    private static final int MAX_SECTION = 999;

    private static final boolean[] SEMICOLON = HeaderLexer.table(";");

    private final Map<String, String> plain = new LinkedHashMap<>();
    private Map<String, NavigableMap<Integer, Piece>> extended = Map.of();

    /** One section of an extended parameter, with whether percent codes count in it. */
    private record Piece(String text, boolean encoded) {}

    private ParameterParser() {}

    /** Reads from the first semicolon on; what is no parameter is passed over. */
    static Parameters parse(HeaderLexer lexer) {
        var parser = new ParameterParser();
        int seen = 0;
        while (!lexer.atEnd() && seen++ < MAX_PARAMETERS) {
            lexer.skipCfws();
            if (!lexer.take(';')) {
                parser.one(lexer);
            }
        }
        return parser.joined();
    }

    private void one(HeaderLexer lexer) {
        lexer.skipCfws();
        int before = lexer.position();
        String name = lexer.token().toLowerCase(Locale.ROOT);
        lexer.skipCfws();
        if (name.isEmpty() || !lexer.take('=')) {
            if (lexer.position() == before) {
                lexer.advance();
            }
            return;
        }
        lexer.skipCfws();
        if (lexer.peek() == '"') {
            put(name, lexer.quoted(), true);
        } else {
            put(name, unquoted(lexer), false);
        }
    }

    /** An unquoted value; spaces and special characters in it are wrong but common, and end only at a semicolon. */
    private static String unquoted(HeaderLexer lexer) {
        int start = lexer.position();
        String token = lexer.token();
        int afterToken = lexer.position();
        lexer.skipCfws();
        if (lexer.atEnd() || lexer.peek() == ';' || nextIsParameter(lexer)) {
            return token;
        }
        lexer.moveTo(afterToken);
        lexer.passTo(SEMICOLON);
        return lexer.between(start, lexer.position()).strip();
    }

    private static boolean nextIsParameter(HeaderLexer lexer) {
        int here = lexer.position();
        boolean is = !lexer.token().isEmpty() && lexer.peek() == '=';
        lexer.moveTo(here);
        return is;
    }

    private void put(String name, String value, boolean quoted) {
        int star = name.indexOf('*');
        if (star <= 0) {
            plain.putIfAbsent(name, quoted || value.startsWith("=?") ? EncodedWords.decode(value) : value);
            return;
        }
        boolean encoded = name.endsWith("*");
        String number = name.substring(star + 1, encoded ? Math.max(star + 1, name.length() - 1) : name.length());
        int section = sectionNumber(number);
        if (section >= 0) {
            if (extended.isEmpty()) {
                extended = new LinkedHashMap<>();
            }
            extended.computeIfAbsent(name.substring(0, star), n -> new TreeMap<>())
                    .putIfAbsent(section, new Piece(value, encoded));
        }
    }

    private static int sectionNumber(String digits) {
        if (digits.isEmpty()) {
            return 0;
        }
        if (digits.length() > 3 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        return Math.min(MAX_SECTION, Integer.parseInt(digits));
    }

    private Parameters joined() {
        // RFC 2231 §3: the extended form is the better one where both are given
        extended.forEach((name, pieces) -> plain.put(name, join(pieces)));
        return plain.isEmpty() ? Parameters.NONE : new Parameters(plain);
    }

    private static String join(NavigableMap<Integer, Piece> pieces) {
        var octets = new ByteArrayOutputStream();
        String charset = "";
        boolean anyEncoded = false;
        for (var entry : pieces.entrySet()) {
            String text = entry.getValue().text();
            if (entry.getKey().equals(pieces.firstEntry().getKey())
                    && entry.getValue().encoded()) {
                int first = text.indexOf('\'');
                int second = text.indexOf('\'', first + 1);
                if (first >= 0 && second > first) {
                    charset = text.substring(0, first);
                    text = text.substring(second + 1);
                }
            }
            anyEncoded |= entry.getValue().encoded();
            appendOctets(octets, text, entry.getValue().encoded());
        }
        String joined = Charsets.decode(octets.toByteArray(), charset.isEmpty() && !anyEncoded ? "utf-8" : charset);
        return anyEncoded ? joined : EncodedWords.decode(joined);
    }

    private static void appendOctets(ByteArrayOutputStream octets, String text, boolean encoded) {
        for (int i = 0; i < text.length(); ) {
            if (encoded && text.charAt(i) == '%' && i + 2 < text.length() && isHex(text, i + 1)) {
                octets.write(Integer.parseInt(text.substring(i + 1, i + 3), 16));
                i += 3;
            } else {
                int next = text.offsetByCodePoints(i, 1);
                octets.writeBytes(text.substring(i, next).getBytes(StandardCharsets.UTF_8));
                i = next;
            }
        }
    }

    private static boolean isHex(String text, int at) {
        return Character.digit(text.charAt(at), 16) >= 0 && Character.digit(text.charAt(at + 1), 16) >= 0;
    }
}
