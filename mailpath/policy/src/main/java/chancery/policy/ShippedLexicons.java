package chancery.policy;

import chancery.mail.FaultException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The word lists that come with Chancery. One word per line: weight, white space, word; a line that begins with # is a
 * comment.
 */
public final class ShippedLexicons {
    private static final List<Lexicon> ALL = List.of(read("health"), read("finance"), read("identity-numbers"));

    private ShippedLexicons() {}

    public static List<Lexicon> all() {
        return ALL;
    }

    public static Optional<Lexicon> named(String name) {
        return ALL.stream().filter(lexicon -> lexicon.name().equals(name)).findFirst();
    }

    private static Lexicon read(String name) {
        try (InputStream in = ShippedLexicons.class.getResourceAsStream("lexicon/" + name + ".txt")) {
            if (in == null) {
                throw new FaultException(PolicyError.SHIPPED_LEXICON_UNREADABLE, name);
            }
            var entries = new ArrayList<Lexicon.Entry>();
            var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line : lines.lines().toList()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    String[] parts = line.strip().split("\\s+", 2);
                    entries.add(new Lexicon.Entry(parts[1], Integer.parseInt(parts[0])));
                }
            }
            return new Lexicon(name, entries);
        } catch (IOException e) {
            throw new FaultException(PolicyError.SHIPPED_LEXICON_UNREADABLE, e);
        }
    }
}
