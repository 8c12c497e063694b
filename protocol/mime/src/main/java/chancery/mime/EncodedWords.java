package chancery.mime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Encoded-words (RFC 2047) as they are found. Adjacent words of one charset and encoding are joined before the charset is
 * decoded, since programs split characters between them.
 */
final class EncodedWords {
    private static final int MAX_CHARSET = 60;

    private EncodedWords() {}

    /** One encoded-word at a place of a text. */
    private record Word(String charset, char encoding, String text, int end) {}

    static String decode(String text) {
        int at = text.indexOf("=?");
        if (at < 0) {
            return text;
        }
        var out = new StringBuilder(text.length());
        int done = 0;
        while (at >= 0) {
            var word = word(text, at);
            if (word.isEmpty()) {
                at = text.indexOf("=?", at + 1);
                continue;
            }
            out.append(text, done, at);
            done = appendRun(text, word.get(), out);
            at = text.indexOf("=?", done);
            if (at >= 0 && isBlank(text, done, at) && word(text, at).isPresent()) {
                // RFC 2047 §6.2: white space between encoded-words is not displayed
                done = at;
            }
        }
        return out.append(text, done, text.length()).toString();
    }

    /** Decodes the word and those that continue it; returns the place behind the last. */
    private static int appendRun(String text, Word first, StringBuilder out) {
        var octets = new ByteArrayOutputStream();
        Word last = first;
        octets.writeBytes(octets(first));
        while (true) {
            int next = last.end();
            while (next < text.length() && HeaderLexer.isSpace(text.charAt(next))) {
                next++;
            }
            var following = word(text, next);
            if (following.isEmpty() || !continues(first, following.get())) {
                break;
            }
            last = following.get();
            octets.writeBytes(octets(last));
        }
        out.append(Charsets.decode(octets.toByteArray(), first.charset()));
        return last.end();
    }

    private static boolean continues(Word first, Word next) {
        return first.charset().equalsIgnoreCase(next.charset()) && first.encoding() == next.encoding();
    }

    private static boolean isBlank(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!HeaderLexer.isSpace(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static Optional<Word> word(String text, int at) {
        if (!text.startsWith("=?", at)) {
            return Optional.empty();
        }
        int charsetEnd = text.indexOf('?', at + 2);
        if (charsetEnd <= at + 2 || charsetEnd + 2 >= text.length() || text.charAt(charsetEnd + 2) != '?') {
            return Optional.empty();
        }
        char encoding = Character.toUpperCase(text.charAt(charsetEnd + 1));
        int end = text.indexOf("?=", charsetEnd + 3);
        if (end < 0 || (encoding != 'Q' && encoding != 'B')) {
            return Optional.empty();
        }
        String charset = text.substring(at + 2, charsetEnd);
        if (hasSpace(charset) || !isKnown(charset)) {
            return Optional.empty();
        }
        return Optional.of(new Word(charset, encoding, text.substring(charsetEnd + 3, end), end + 2));
    }

    private static boolean isKnown(String charset) {
        return Charsets.isUtf7(charset) || Charsets.named(charset).isPresent() || couldBeKnown(charset);
    }

    private static boolean hasSpace(String charset) {
        for (int i = 0; i < charset.length(); i++) {
            if (charset.charAt(i) <= ' ') {
                return true;
            }
        }
        return false;
    }

    private static boolean couldBeKnown(String charset) {
        for (int i = 0; i < charset.length(); i++) {
            char c = charset.charAt(i);
            boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || "_.:+*-".indexOf(c) >= 0);
            if (!plain) {
                return false;
            }
        }
        return charset.length() <= MAX_CHARSET;
    }

    private static byte[] octets(Word word) {
        if (word.encoding() == 'B') {
            return Base64InputStream.decode(word.text().getBytes(StandardCharsets.ISO_8859_1));
        }
        // raw octets have no place in a word; where programs leave them they are in its charset
        return quoted(word.text().getBytes(Charsets.named(word.charset()).orElse(StandardCharsets.UTF_8)));
    }

    // RFC 2047 §4.2
    private static byte[] quoted(byte[] encoded) {
        var octets = new ByteArrayOutputStream(encoded.length);
        for (int i = 0; i < encoded.length; i++) {
            int high = i + 2 < encoded.length ? Character.digit(encoded[i + 1], 16) : -1;
            int low = i + 2 < encoded.length ? Character.digit(encoded[i + 2], 16) : -1;
            if (encoded[i] == '=' && high >= 0 && low >= 0) {
                octets.write((high << 4) | low);
                i += 2;
            } else {
                octets.write(encoded[i] == '_' ? ' ' : encoded[i]);
            }
        }
        return octets.toByteArray();
    }
}
