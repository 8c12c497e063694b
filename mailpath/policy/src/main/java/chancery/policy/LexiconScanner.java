package chancery.policy;

import chancery.mail.Finding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

    private final WordFilter filter;
    private final AsciiFilter asciiFilter;
    private final char space;
    /** The state after a separator when nothing that began before it can go on. */
    private final int between;

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
        filter = new WordFilter(patterns.keySet(), automaton);
        asciiFilter = new AsciiFilter(patterns.keySet());
        space = automaton.classOf(WordFolding.SPACE);
        between = automaton.step(automaton.start(), space);
        for (int c = 0; c < kindOf.length; c++) {
            kindOf[c] = kind(WordFolding.fold((char) c));
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
        private int state = between;
        private boolean inWord;
        private boolean afterSpace = true;

        private Scan() {}

        /** Adds a text, for example the subject, a body or the text of an attachment; words do not span texts. */
        public Scan text(CharSequence text) {
            char[] piece = new char[Math.min(text.length() + 1, PIECE)];
            state = between;
            afterSpace = true;
            int kept = 0;
            for (int from = 0; from < text.length(); ) {
                int fresh = Math.min(piece.length - kept - 1, text.length() - from);
                // a loop over an array is several times faster than one over charAt
                text.getChars(from, from + fresh, piece, kept);
                from += fresh;
                int length = kept + fresh;
                if (from == text.length()) {
                    piece[length++] = WordFolding.SPACE;
                }
                int done = piece(piece, length);
                kept = length - done;
                System.arraycopy(piece, done, piece, 0, kept);
            }
            return this;
        }

        /** Adds a text that lies in memory as ASCII, from {@code from} (inclusive) to {@code to} (exclusive). */
        public Scan ascii(byte[] octets, int from, int to) {
            Objects.checkFromToIndex(from, to, octets.length);
            state = between;
            afterSpace = true;
            int at = from;
            while (at < to) {
                int hit = asciiFilter.next(octets, at, to);
                int begin = beginOfWords(octets, hit, at);
                afterSpace = begin == from || separates(octets[begin - 1]);
                state = afterSpace ? between : automaton.start();
                at = walk(octets, begin, hit + AsciiFilter.WINDOW, to);
            }
            if (!afterSpace) {
                state = step(state, space);
            }
            return this;
        }

        private boolean separates(byte octet) {
            return kindOf[octet] == space;
        }

        private int beginOfWords(byte[] octets, int in, int notBefore) {
            int begin = in;
            for (int word = 1; word <= AsciiFilter.WORDS; word++) {
                while (begin > notBefore && separates(octets[begin - 1])) {
                    begin--;
                }
                while (begin > notBefore && !separates(octets[begin - 1])) {
                    begin--;
                }
            }
            return begin;
        }

        /** To {@code until} at least, then until nothing that has begun can go on. */
        private int walk(byte[] octets, int from, int until, int to) {
            int at = from;
            while (at < to && (at < until || !atRest())) {
                char kind = kindOf[octets[at++]];
                if (kind != space || !afterSpace) {
                    state = step(state, kind);
                    afterSpace = kind == space;
                }
            }
            return at;
        }

        /** @return how many characters are done with; what is left is the beginning of a word that goes on */
        private int piece(char[] text, int length) {
            int to = length;
            while (to > 0 && !filter.separates(text[to - 1])) {
                to--;
            }
            if (to == 0) {
                inWord = true;
                return walk(text, 0, length, length);
            }
            int at = inWord || !atRest() ? walk(text, 0, inWord ? endOfWord(text) : 0, to) : 0;
            inWord = false;
            while (at < to) {
                int hit = filter.next(text, at, to);
                int begin = hit < to ? beginOfWord(text, hit, at) : to;
                afterSpace = begin == 0 || filter.separates(text[begin - 1]);
                state = afterSpace ? between : automaton.start();
                at = walk(text, begin, hit, to);
            }
            return to;
        }

        private int endOfWord(char[] text) {
            int end = 0;
            while (!filter.separates(text[end])) {
                end++;
            }
            return end;
        }

        private int beginOfWord(char[] text, int in, int notBefore) {
            int begin = in;
            while (begin > notBefore && !filter.separates(text[begin - 1])) {
                begin--;
            }
            return begin;
        }

        /** As far as {@code beyond} at least, then until nothing that has begun can go on and all characters are plain. */
        private int walk(char[] text, int from, int beyond, int to) {
            int at = from;
            boolean plain = true;
            while (at < to && (at <= beyond || !plain || !atRest())) {
                char kind = kindOf[text[at]];
                if (kind == EXPANDS) {
                    state = expanded(WordFolding.expansion(text[at]), state);
                    afterSpace = false;
                } else if (kind != VANISHES && !(kind == space && afterSpace)) {
                    state = step(state, kind);
                    afterSpace = kind == space;
                }
                plain = kind == space || (plain && kind != EXPANDS && kind != VANISHES);
                at++;
            }
            return at;
        }

        private boolean atRest() {
            return state == (afterSpace ? between : automaton.start());
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
            int to = from;
            for (int i = 0; i < expansion.length(); i++) {
                to = step(to, automaton.classOf(expansion.charAt(i)));
            }
            return to;
        }

        private int step(int from, char characterClass) {
            int to = automaton.step(from, characterClass);
            return to >= 0 ? to : counted(~to);
        }

        private int counted(int at) {
            for (int word : automaton.found(at)) {
                if (!seen[word]) {
                    seen[word] = true;
                    scores[lexiconOf[word]] += weightOf[word];
                }
            }
            return at;
        }
    }
}
