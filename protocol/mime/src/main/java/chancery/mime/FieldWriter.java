package chancery.mime;

import chancery.mail.EmailAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Writes header fields: folded at 78 characters where there is space to fold at (RFC 5322 §2.1.1), never beyond 998, text
 * outside ASCII as encoded-words (RFC 2047), parameters in the extended form (RFC 2231).
 */
final class FieldWriter {
    private static final int LINE = 78;
    private static final int MAX_LINE = 998;
    private static final int WORD_OCTETS = 42;

    private FieldWriter() {}

    /** A field of free text with its line end. */
    static String unstructured(String name, String value) {
        requireName(name);
        String clean = withoutBreaks(value);
        return fold(name, isPlain(clean) ? List.of(clean.split("(?<=\\S)(?=\\s)")) : encodedWords(clean));
    }

    /** A field of free text in UTF-8 (RFC 6532 §3), encoded only where a line would become too long. */
    static String unstructuredUtf8(String name, String value) {
        requireName(name);
        return fold(name, List.of(withoutBreaks(value).split("(?<=\\S)(?=\\s)")));
    }

    /** A field of mailboxes. */
    static String mailboxes(String name, List<HeaderMailbox.Valid> mailboxes, boolean utf8) {
        requireName(name);
        var pieces = new ArrayList<String>();
        for (int i = 0; i < mailboxes.size(); i++) {
            var piece = mailbox(mailboxes.get(i), utf8);
            String comma = i < mailboxes.size() - 1 ? "," : "";
            piece.set(piece.size() - 1, piece.getLast() + comma);
            for (int p = 0; p < piece.size(); p++) {
                pieces.add((i + p == 0 ? "" : " ") + piece.get(p));
            }
        }
        return fold(name, pieces);
    }

    private static List<String> mailbox(HeaderMailbox.Valid mailbox, boolean utf8) {
        EmailAddress address = mailbox.mailbox();
        String name = withoutBreaks(mailbox.displayName());
        var pieces = new ArrayList<String>();
        if (name.isEmpty()) {
            pieces.add(address.toString());
            return pieces;
        }
        if (isPlain(name) || utf8) {
            pieces.add(phrase(name));
        } else {
            encodedWords(name).forEach(w -> pieces.add(w.strip()));
        }
        pieces.add("<" + address + ">");
        return pieces;
    }

    private static String phrase(String name) {
        boolean atoms = name.chars()
                .allMatch(c ->
                        c == ' ' || c > 127 || Character.isLetterOrDigit(c) || "!#$%&'*+-/^_`{|}~".indexOf(c) >= 0);
        return atoms ? name : quoted(name);
    }

    static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /** A structured field: a value and parameters. */
    static String parameterised(String name, String value, Map<String, String> parameters) {
        requireName(name);
        var pieces = new ArrayList<String>();
        pieces.add(value);
        parameters.forEach((key, text) -> parameter(key, withoutBreaks(text)).forEach(p -> {
            pieces.set(pieces.size() - 1, pieces.getLast() + ";");
            pieces.add(" " + p);
        }));
        return fold(name, pieces);
    }

    // RFC 2231 §4.1
    private static List<String> parameter(String name, String text) {
        if (isPlain(text) && text.length() <= 60) {
            boolean token = !text.isEmpty() && text.chars().allMatch(c -> HeaderLexer.isTokenCharacter((char) c));
            return List.of(name + "=" + (token ? text : quoted(text)));
        }
        var sections = new ArrayList<String>();
        var section = new StringBuilder("UTF-8''");
        for (int i = 0; i < text.length(); ) {
            int next = text.offsetByCodePoints(i, 1);
            String encoded = percent(text.substring(i, next));
            if (section.length() + encoded.length() > 50) {
                sections.add(section.toString());
                section.setLength(0);
            }
            section.append(encoded);
            i = next;
        }
        sections.add(section.toString());
        if (sections.size() == 1) {
            return List.of(name + "*=" + sections.getFirst());
        }
        var numbered = new ArrayList<String>();
        for (String part : sections) {
            numbered.add(name + "*" + numbered.size() + "*=" + part);
        }
        return numbered;
    }

    private static String percent(String character) {
        var out = new StringBuilder();
        for (byte octet : character.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = octet > 0 && (Character.isLetterOrDigit(octet) || "-._~".indexOf(octet) >= 0);
            out.append(plain ? String.valueOf((char) octet) : String.format("%%%02X", octet));
        }
        return out.toString();
    }

    /** Each word is whole characters of at most 42 octets, so that it stays below 75 (RFC 2047 §2). */
    private static List<String> encodedWords(String text) {
        var words = new ArrayList<String>();
        int start = 0;
        int octets = 0;
        for (int i = 0; i < text.length(); ) {
            int next = text.offsetByCodePoints(i, 1);
            int size = text.substring(i, next).getBytes(StandardCharsets.UTF_8).length;
            if (octets + size > WORD_OCTETS) {
                words.add(word(text.substring(start, i), words.isEmpty()));
                start = i;
                octets = 0;
            }
            octets += size;
            i = next;
        }
        words.add(word(text.substring(start), words.isEmpty()));
        return words;
    }

    private static String word(String text, boolean first) {
        String encoded = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        return (first ? "" : " ") + "=?UTF-8?B?" + encoded + "?=";
    }

    /** Pieces begin with the white space at which a line may be broken before them. */
    private static String fold(String name, List<String> pieces) {
        var field = new StringBuilder(name).append(": ");
        int column = field.length();
        boolean first = true;
        for (String piece : pieces) {
            boolean breakable = !first && !piece.isEmpty() && HeaderLexer.isSpace(piece.charAt(0)) && !piece.isBlank();
            if (breakable && column + piece.length() > LINE) {
                field.append("\r\n");
                column = 0;
            }
            field.append(piece);
            column += piece.length();
            first = false;
        }
        return field.append("\r\n").toString();
    }

    /** True when the text may stand in a header as it is. */
    private static boolean isPlain(String text) {
        boolean ascii = text.chars().allMatch(c -> c == '\t' || (c >= ' ' && c < 127));
        return ascii && !text.contains("=?") && longestWord(text) < MAX_LINE - 100;
    }

    private static int longestWord(String text) {
        int longest = 0;
        for (String word : text.split("\\s")) {
            longest = Math.max(longest, word.length());
        }
        return longest;
    }

    /** A value must not be able to begin a field of its own, nor hold the invisible mark that readers take away. */
    static String withoutBreaks(String value) {
        return value.replaceAll("[\\r\\n]+[ \\t]*", " ")
                .replace("\0", "")
                .replace("\uFEFF", "")
                .strip();
    }

    static void requireName(String name) {
        // RFC 5322 §3.6.8
        if (name.isEmpty() || !name.chars().allMatch(c -> c > ' ' && c < 127 && c != ':')) {
            throw new IllegalArgumentException("not a field name");
        }
    }
}
