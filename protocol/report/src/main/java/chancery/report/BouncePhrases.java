package chancery.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What mail systems say, and what it means: bounce-phrases.tsv, read from top to bottom, the first that fits counts.
 * More telling phrases stand above those that often accompany them.
 */
final class BouncePhrases {
    private static final List<Phrase> TABLE = read();

    private record Phrase(BounceReason reason, Pattern pattern) {}

    private BouncePhrases() {}

    static Optional<BounceReason> reason(BounceText text) {
        String words = text.words();
        return TABLE.stream()
                .filter(p -> p.pattern().matcher(words).find())
                .map(Phrase::reason)
                .findFirst();
    }

    private static List<Phrase> read() {
        try (InputStream in = BouncePhrases.class.getResourceAsStream("bounce-phrases.tsv")) {
            if (in == null) {
                throw new IllegalStateException("bounce-phrases.tsv is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(BouncePhrases::phrase)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Phrase phrase(String line) {
        String[] columns = line.split("\t", 2);
        return new Phrase(BounceReason.valueOf(columns[0]), Pattern.compile(columns[1]));
    }
}
