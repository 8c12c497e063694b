package chancery.policy;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Finds the few places of an ASCII text that a pattern may concern, eight octets at a time: four characters at every
 * second place are compared with those that the patterns have at two places in a row. The automaton looks at the words
 * there only; the filter may show it too many, never too few.
 */
final class AsciiFilter {
    /** Characters that are looked at together. */
    static final int WINDOW = 4;
    /** A pattern is noticed at its first word or at its second. */
    static final int WORDS = 2;

    private static final int STRIDE = 2;
    private static final int STEP = Long.BYTES;
    /** How far ahead of a step's place it looks. */
    private static final int REACH = 2 * STEP;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH = 0x0101010101010101L;
    private static final long HIGH = 0x8080808080808080L;

    private static final int SPREAD = 0x9E3779B1;
    private static final int HASH_BITS = 18;
    /** More forms of one window than this would fill the filter. */
    private static final int MOST_FORMS = 1 << 14;

    private static final int SEPARATOR = 0;
    private static final int[] ANY =
            ("\0" + "abcdefghijklmnopqrstuvwxyz" + "0123456789").chars().toArray();
    /** How much the letters of the alphabet tell, in tenths of a bit: what is frequent in English tells little. */
    private static final int[] TELLS = {
        36, 60, 52, 45, 30, 55, 56, 40, 38, 94, 70, 46, 54, 39, 37, 57, 100, 40, 40, 35, 52, 67, 54, 94, 56, 105
    };

    private static final int SEPARATOR_TELLS = 10;
    private static final int DIGIT_TELLS = 80;

    private final long[] windows = new long[1 << (HASH_BITS - 6)];

    /** @param patterns as {@link WordAutomaton} takes them; those that no ASCII text has are left out */
    AsciiFilter(Iterable<String> patterns) {
        for (String pattern : patterns) {
            if (pattern.chars().allMatch(c -> c < 0x80)) {
                admit(pattern);
            }
        }
    }

    /**
     * Where the next place that matters is noticed: at one of the first {@link #WORDS} words of a pattern or at the
     * separator before it, so that {@link #WINDOW} characters on the automaton is inside the pattern.
     *
     * @param from where no pattern that began before it can go on, a separator directly before it aside
     * @return {@code to} when there is none; a place near the end is always shown
     */
    int next(byte[] octets, int from, int to) {
        int at = from;
        long here = at <= to - REACH ? folded((long) LONGS.get(octets, at)) : 0;
        while (at <= to - REACH) {
            long beyond = folded((long) LONGS.get(octets, at + STEP));
            long hits = isAdmitted((int) here)
                    | isAdmitted((int) (here >>> 16)) << 2
                    | isAdmitted((int) (here >>> 32)) << 4
                    | isAdmitted((int) (here >>> 48 | beyond << 16)) << 6;
            if (hits != 0) {
                return at + Long.numberOfTrailingZeros(hits);
            }
            here = beyond;
            at += STEP;
        }
        return Math.min(at, to);
    }

    /** Each of eight octets: a letter as its small one, a digit as it is, all else as {@link #SEPARATOR}. */
    private static long folded(long octets) {
        long small = octets | 0x20 * EACH;
        long letters = atLeast(small, 'a') & ~atLeast(small, 'z' + 1);
        long digits = atLeast(octets, '0') & ~atLeast(octets, '9' + 1);
        long inWord = (letters | digits) & HIGH;
        return small & (inWord - (inWord >>> 7));
    }

    /** Octets below 0x80 that are not below this limit have their highest bit set. */
    private static long atLeast(long octets, int limit) {
        return octets + (0x80 - limit) * EACH;
    }

    private long isAdmitted(int window) {
        int hash = hash(window);
        return (windows[hash >>> 6] >>> hash) & 1;
    }

    private static int hash(int window) {
        return (window * SPREAD) >>> (32 - HASH_BITS);
    }

    /** The windows at one place and at the next, whatever stands beside a word too short for both. */
    private void admit(String pattern) {
        int space = endOfWord(pattern, 0);
        String word = pattern.substring(0, space);
        if (space < pattern.length()) {
            String second = pattern.substring(space - 1, endOfWord(pattern, space));
            word = tells(second, best(second)) > tells(word, best(word)) ? second : word;
        }
        int place = best(word);
        for (int from = place; from < place + STRIDE; from++) {
            add(word, from);
        }
    }

    /** After the separator behind the word, if there is one. */
    private static int endOfWord(String pattern, int from) {
        int space = pattern.indexOf(WordFolding.SPACE, Math.max(1, from));
        return space < 0 ? pattern.length() : space + 1;
    }

    /** Where it tells most. */
    private static int best(String word) {
        return IntStream.rangeClosed(0, Math.max(0, word.length() - WINDOW - STRIDE + 1))
                .boxed()
                .max(Comparator.comparingInt(place -> tells(word, place)))
                .orElse(0);
    }

    private static int tells(String word, int place) {
        int to = Math.min(word.length(), place + WINDOW + STRIDE - 1);
        return word.substring(place, to).chars().map(AsciiFilter::tells).sum();
    }

    private static int tells(int c) {
        if (c == WordFolding.SPACE) {
            return SEPARATOR_TELLS;
        }
        return c >= 'a' && c <= 'z' ? TELLS[c - 'a'] : DIGIT_TELLS;
    }

    private void add(String word, int from) {
        int[][] forms = new int[WINDOW][];
        long count = 1;
        for (int i = 0; i < WINDOW; i++) {
            forms[i] = from + i < word.length() ? forms(word.charAt(from + i)) : ANY;
            count *= forms[i].length;
        }
        if (count > MOST_FORMS) {
            Arrays.fill(windows, -1L);
        } else {
            add(forms, 0, 0);
        }
    }

    private void add(int[][] forms, int known, int window) {
        if (known == WINDOW) {
            int hash = hash(window);
            windows[hash >>> 6] |= 1L << hash;
            return;
        }
        for (int form : forms[known]) {
            add(forms, known + 1, window | form << (8 * known));
        }
    }

    private static int[] forms(char c) {
        return new int[] {c == WordFolding.SPACE ? SEPARATOR : c};
    }
}
