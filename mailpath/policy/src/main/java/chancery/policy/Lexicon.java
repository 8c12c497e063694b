package chancery.policy;

import java.util.HashSet;
import java.util.List;

/**
 * A word list with weights. A word may be several words ({@code blood test}); white space and punctuation between them
 * do not matter. {@code krebs*} stands for every word that begins so, {@code *karzinom} for every word that ends so.
 * Case, accents and umlauts do not matter either, and a word with an umlaut is also found when written with ae, oe, ue.
 *
 * @param name kebab-case
 */
public record Lexicon(String name, List<Entry> words) {
    private static final int MAX_WORDS = 5_000;
    private static final int MAX_CHARACTERS_TOGETHER = 60_000;

    /** @param weight 1 to 100; a word counts once however often it occurs */
    public record Entry(String word, int weight) {
        public Entry {
            if (weight < 1 || weight > 100) {
                throw new IllegalArgumentException("the weight of a word is 1 to 100");
            }
            if (word.length() > 100) {
                throw new IllegalArgumentException("a word has at most 100 characters");
            }
            if (WordFolding.fold(word).isBlank()) {
                throw new IllegalArgumentException("\"" + word + "\" has no letter or digit");
            }
        }
    }

    public Lexicon {
        words = List.copyOf(words);
        if (!name.matches("[a-z0-9-]{1,60}")) {
            throw new IllegalArgumentException("the name of a word list has 1 to 60 characters a-z, 0-9 and -");
        }
        if (words.isEmpty() || words.size() > MAX_WORDS) {
            throw new IllegalArgumentException("a word list has 1 to " + MAX_WORDS + " words");
        }
    }

    static void checkTogether(List<Lexicon> lexicons) {
        var names = new HashSet<String>();
        long characters = 0;
        for (Lexicon lexicon : lexicons) {
            if (!names.add(lexicon.name())) {
                throw new IllegalArgumentException("two word lists are called \"" + lexicon.name() + "\"");
            }
            characters +=
                    lexicon.words().stream().mapToLong(e -> e.word().length()).sum();
        }
        if (characters > MAX_CHARACTERS_TOGETHER) {
            throw new IllegalArgumentException(
                    "the word lists of a policy have at most " + MAX_CHARACTERS_TOGETHER + " characters together");
        }
    }
}
