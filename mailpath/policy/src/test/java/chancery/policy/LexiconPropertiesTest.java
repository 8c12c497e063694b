package chancery.policy;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mail.Finding;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The scanner finds what a search in the folded text finds. */
class LexiconPropertiesTest {
    private static final List<String> WORDS = List.of(
            "abba",
            "ab",
            "a",
            "abbab",
            "ab*",
            "abba*",
            "*bab",
            "*ba",
            "*abba",
            "*abb*",
            "ab ba",
            "abba ab",
            "*bab ab",
            "ab abba*",
            "bä b",
            "*bä ab*",
            "aba*",
            "abcabc",
            "bcabba*",
            "*cbabab",
            "bacabba abab",
            "a a a");
    private static final String[] SEPARATORS = {" ", ".", "\r\n> ", "  "};
    private static final String[] LETTERS = {"a", "b", "A", "B", "ä", "z", "ß", "a\u0301"};
    private static final String[] HIDDEN = {"\u00ad", "\u200b"};

    @Property(tries = 5_000)
    void aScanFindsWhatASearchInTheFoldedTextFinds(@ForAll long seed) {
        var random = new Random(seed);
        List<String> words = WORDS.stream().filter(w -> random.nextInt(3) == 0).toList();
        String text = text(random, random.nextInt(40));

        assertFound(words, text);
    }

    @Property(tries = 200)
    void howeverLongTheTextAndItsWords(@ForAll long seed) {
        var random = new Random(seed);
        var text = new StringBuilder();
        for (int i = 0; i < 6; i++) {
            text.append((random.nextBoolean() ? "z" : "zz.").repeat(random.nextInt(4_100)));
            text.append(random.nextInt(4) == 0 ? HIDDEN[0].repeat(4_096) : "").append(text(random, random.nextInt(20)));
        }

        assertFound(WORDS, text.toString());
    }

    @Property(tries = 4_000)
    void inTextThatIsAscii(@ForAll long seed) {
        var random = new Random(seed);
        List<String> words = WORDS.stream()
                .filter(w -> w.chars().allMatch(c -> c < 0x80) && random.nextInt(4) == 0)
                .toList();
        var text = new StringBuilder();
        int length = random.nextInt(120);
        for (int i = 0; i < length; i++) {
            boolean separates = random.nextInt(8) == 0;
            text.append(separates ? SEPARATORS[random.nextInt(SEPARATORS.length)] : "aAbBc".charAt(random.nextInt(5)));
        }

        assertFound(words, text.toString());
    }

    private static void assertFound(List<String> words, String text) {
        String folded = WordFolding.fold(text);
        var lists = new ArrayList<Lexicon>();
        for (int i = 0; i < words.size(); i++) {
            lists.add(new Lexicon("l" + i, List.of(new Lexicon.Entry(words.get(i), 1))));
        }
        List<Finding> expected = lists.stream()
                .filter(list -> isIn(folded, list.words().getFirst().word()))
                .<Finding>map(list -> new Finding.LexiconHit(list.name(), 1))
                .toList();

        var scanner = new LexiconScanner(lists);
        assertThat(scanner.scan(text)).as("%s in %s", words, folded).isEqualTo(expected);
        if (StandardCharsets.US_ASCII.newEncoder().canEncode(text)) {
            byte[] octets = ("ab" + text + "ab").getBytes(StandardCharsets.US_ASCII);
            assertThat(scanner.begin().ascii(octets, 2, octets.length - 2).findings())
                    .as("%s in %s as it lies", words, folded)
                    .isEqualTo(expected);
        }
    }

    private static boolean isIn(String folded, String word) {
        return folded.contains(pattern(word, false)) || folded.contains(pattern(word, true));
    }

    private static String pattern(String word, boolean spelledOut) {
        String plain = spelledOut ? word.replace("ä", "ae") : word;
        String folded = WordFolding.fold(plain.replace("*", ""));
        return folded.substring(word.startsWith("*") ? 1 : 0, folded.length() - (word.endsWith("*") ? 1 : 0));
    }

    private static String text(Random random, int length) {
        var text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            int kind = random.nextInt(12);
            String[] from = kind < 3 ? SEPARATORS : kind == 3 ? HIDDEN : LETTERS;
            text.append(from[random.nextInt(from.length)]);
        }
        return text.toString();
    }
}
