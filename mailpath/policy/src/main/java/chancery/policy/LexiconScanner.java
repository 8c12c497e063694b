package chancery.policy;

import chancery.mail.Finding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Searches texts for the words of several lists in one pass. Immutable; costs memory, so keep one per policy version. */
public final class LexiconScanner {
    private static final char VANISHES = 0xFFFF;
    private static final char EXPANDS = 0xFFFE;
    private static final int PIECE = 4096;
    private static final Map<String, String> UMLAUTS =
            Map.of("ä", "ae", "ö", "oe", "ü", "ue", "Ä", "Ae", "Ö", "Oe", "Ü", "Ue");

    private final List<Lexicon> lexicons;
    private final WordAutomaton automaton;
    /** By number of the word: its list and its weight. */
    private final int[] lexiconOf;

    private final int[] weightOf;
    /** By character: its class in the automaton, or one of the two marks below. */
    private final char[] kindOf = new char[0x10000];
    /** By character: it separates no words and no pattern begins with it, so that nothing happens at the start. */
    private final boolean[] leadsNowhere = new boolean[0x10000];

    public LexiconScanner(Collection<Lexicon> lexicons) {
        this.lexicons = List.copyOf(lexicons);
        int words = this.lexicons.stream().mapToInt(l -> l.words().size()).sum();
        lexiconOf = new int[words];
        weightOf = new int[words];
        var patterns = new HashMap<String, List<Integer>>();
        int number = 0;
        for (int list = 0; list < this.lexicons.size(); list++) {
            for (Lexicon.Entry entry : this.lexicons.get(list).words()) {
                lexiconOf[number] = list;
                weightOf[number] = entry.weight();
                for (String pattern : patterns(entry.word())) {
                    patterns.computeIfAbsent(pattern, p -> new ArrayList<>()).add(number);
                }
                number++;
            }
        }
        automaton = new WordAutomaton(patterns);
        for (int c = 0; c < kindOf.length; c++) {
            kindOf[c] = kind(WordFolding.fold((char) c));
            leadsNowhere[c] = kindOf[c] != VANISHES
                    && kindOf[c] != EXPANDS
                    && kindOf[c] != automaton.classOf(WordFolding.SPACE)
                    && automaton.step(automaton.start(), kindOf[c]) == automaton.start();
        }
    }

    /** For the shipped word lists and the policy's own; a list of its own replaces a shipped one of that name. */
    public static LexiconScanner of(Policy policy) {
        if (policy.lexicons().isEmpty()) {
            return Shipped.SCANNER;
        }
        var byName = new LinkedHashMap<String, Lexicon>();
        Stream.concat(ShippedLexicons.all().stream(), policy.lexicons().stream())
                .forEach(lexicon -> byName.put(lexicon.name(), lexicon));
        return new LexiconScanner(byName.values());
    }

    /** Starts to scan one mail. */
    public Scan begin() {
        return new Scan();
    }

    /** Scans one text. */
    public List<Finding> scan(CharSequence text) {
        return begin().text(text).findings();
    }

    private char kind(char folded) {
        return switch (folded) {
            case WordFolding.VANISHES -> VANISHES;
            case WordFolding.EXPANDS -> EXPANDS;
            default -> automaton.classOf(folded);
        };
    }

    private static List<String> patterns(String word) {
        String spelledOut = word;
        for (var umlaut : UMLAUTS.entrySet()) {
            spelledOut = spelledOut.replace(umlaut.getKey(), umlaut.getValue());
        }
        return Stream.of(word, spelledOut)
                .map(LexiconScanner::pattern)
                .distinct()
                .toList();
    }

    private static String pattern(String word) {
        String folded = WordFolding.fold(word);
        String stripped = word.strip();
        int from = stripped.startsWith("*") ? 1 : 0;
        int to = folded.length() - (stripped.endsWith("*") ? 1 : 0);
        return folded.substring(from, to);
    }

    private static final class Shipped {
        static final LexiconScanner SCANNER = new LexiconScanner(ShippedLexicons.all());
    }

    /** What was found in the texts of one mail so far. For one thread. */
    public final class Scan {
        private final boolean[] seen = new boolean[weightOf.length];
        private final int[] scores = new int[lexicons.size()];
        private boolean afterSpace = true;

        private Scan() {}

        /** Adds a text, for example the subject, a body or the text of an attachment; words do not span texts. */
        public Scan text(CharSequence text) {
            String whole = text.toString();
            char[] piece = new char[Math.min(whole.length(), PIECE)];
            int state = step(automaton.start(), automaton.classOf(WordFolding.SPACE));
            afterSpace = true;
            for (int from = 0; from < whole.length(); from += PIECE) {
                int length = Math.min(PIECE, whole.length() - from);
                // a loop over an array is several times faster than one over charAt
                whole.getChars(from, from + length, piece, 0);
                state = piece(piece, length, state);
            }
            step(state, automaton.classOf(WordFolding.SPACE));
            return this;
        }

        private int piece(char[] text, int length, int from) {
            char[] kinds = kindOf;
            char space = automaton.classOf(WordFolding.SPACE);
            boolean wasSpace = afterSpace;
            int state = from;
            for (int i = 0; i < length; i++) {
                if (state == automaton.start() && leadsNowhere[text[i]]) {
                    i = skip(text, i, length) - 1;
                    wasSpace = false;
                    continue;
                }
                char kind = kinds[text[i]];
                if (kind == EXPANDS) {
                    state = expanded(WordFolding.expansion(text[i]), state);
                    wasSpace = false;
                } else if (kind != VANISHES && !(kind == space && wasSpace)) {
                    state = step(state, kind);
                    wasSpace = kind == space;
                }
            }
            afterSpace = wasSpace;
            return state;
        }

        private int skip(char[] text, int from, int length) {
            int i = from + 1;
            while (i < length && leadsNowhere[text[i]]) {
                i++;
            }
            return i;
        }

        /** One hit per word list that scored, in the order of the lists. */
        public List<Finding> findings() {
            var findings = new ArrayList<Finding>();
            for (int list = 0; list < scores.length; list++) {
                if (scores[list] > 0) {
                    findings.add(new Finding.LexiconHit(lexicons.get(list).name(), scores[list]));
                }
            }
            return findings;
        }

        private int expanded(String expansion, int from) {
            int state = from;
            for (int i = 0; i < expansion.length(); i++) {
                state = step(state, automaton.classOf(expansion.charAt(i)));
            }
            return state;
        }

        private int step(int from, char characterClass) {
            int state = automaton.step(from, characterClass);
            return state >= 0 ? state : counted(~state);
        }

        private int counted(int state) {
            for (int word : automaton.found(state)) {
                if (!seen[word]) {
                    seen[word] = true;
                    scores[lexiconOf[word]] += weightOf[word];
                }
            }
            return state;
        }
    }
}
