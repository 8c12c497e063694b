package chancery.policy;

import java.util.Arrays;

/**
 * Finds the few words of a text that a pattern may concern, by five characters that every text with the pattern has: the
 * separator before its first word and four letters, or its last letters and the separator after it. The automaton looks
 * at those words only; the filter may show it too many, never too few.
 */
final class WordFilter {
    private static final int SEPARATOR = 0;
    private static final int IN_NO_PATTERN = 1;
    /** A character that vanishes or becomes several: its word is always shown. */
    private static final int UNUSUAL = 0xff;

    private static final int WINDOW = 5;
    private static final long WINDOW_BITS = (1L << (8 * WINDOW)) - 1;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    private static final int HASH_BITS = 18;
    private static final int MOST_OPEN = 2;

    private final byte[] letters = new byte[0x10000];
    private final int letterCount;
    private final long[] windows = new long[1 << (HASH_BITS - 6)];

    /** @param patterns as {@link WordAutomaton} takes them */
    WordFilter(Iterable<String> patterns, WordAutomaton automaton) {
        letterCount = IN_NO_PATTERN + automaton.classCount();
        for (int c = 0; c < letters.length; c++) {
            letters[c] = (byte) letter(WordFolding.fold((char) c), automaton);
        }
        if (letterCount > UNUSUAL) {
            Arrays.fill(windows, -1L);
        }
        patterns.forEach(this::admit);
    }

    boolean separates(char c) {
        return letters[c] == SEPARATOR;
    }

    /**
     * Where the next word that matters is noticed, at one of its characters or the separator after it.
     *
     * @param from where no pattern that began before it can go on
     * @return {@code to} when there is none
     */
    int next(char[] text, int from, int to) {
        long window = SEPARATOR;
        for (int i = Math.max(0, from - WINDOW + 1); i < from; i++) {
            window = (window << 8) | (letters[text[i]] & 0xff);
        }
        for (int i = from; i < to; i++) {
            int letter = letters[text[i]] & 0xff;
            window = (window << 8) | letter;
            int hash = hash(window);
            if ((windows[hash >>> 6] & (1L << hash)) != 0 || letter == UNUSUAL) {
                return i;
            }
        }
        return to;
    }

    private int letter(char folded, WordAutomaton automaton) {
        return switch (folded) {
            case WordFolding.VANISHES, WordFolding.EXPANDS -> UNUSUAL;
            case WordFolding.SPACE -> SEPARATOR;
            default -> letterCount > UNUSUAL ? IN_NO_PATTERN : IN_NO_PATTERN + automaton.classOf(folded);
        };
    }

    private void admit(String pattern) {
        boolean begins = pattern.charAt(0) == WordFolding.SPACE;
        int space = pattern.indexOf(WordFolding.SPACE, 1);
        String word = space < 0 ? pattern : pattern.substring(0, space + 1);
        int known = Math.min(WINDOW, word.length());
        int from = begins ? 0 : word.length() - known;
        long window = 0;
        for (int i = from; i < from + known; i++) {
            window = (window << 8) | (letters[word.charAt(i)] & 0xff);
        }
        add(window, known);
    }

    /** With whatever stands before the known ones. */
    private void add(long window, int known) {
        if (WINDOW - known > MOST_OPEN) {
            Arrays.fill(windows, -1L);
        } else if (known == WINDOW) {
            int hash = hash(window);
            windows[hash >>> 6] |= 1L << hash;
        } else {
            for (long before = 0; before < letterCount; before++) {
                add((before << (8 * known)) | window, known + 1);
            }
            add(((long) UNUSUAL << (8 * known)) | window, known + 1);
        }
    }

    private static int hash(long window) {
        return (int) (((window & WINDOW_BITS) * SPREAD) >>> (64 - HASH_BITS));
    }
}
