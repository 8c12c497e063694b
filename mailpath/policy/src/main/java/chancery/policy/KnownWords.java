package chancery.policy;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what someone meant. */
final class KnownWords {
    private static final int LONGEST_COMPARED = 60;

    private KnownWords() {}

    /** {@code unknown KIND "X"; did you mean "Y"?} or, when nothing is near, the list of what is known. */
    static String unknown(String kind, String word, Collection<String> known) {
        String shown = word.length() <= LONGEST_COMPARED ? word : word.substring(0, LONGEST_COMPARED) + "...";
        String advice = nearest(word, known)
                .map(near -> "did you mean \"" + near + "\"?")
                .orElse("known are " + String.join(", ", known));
        return "unknown " + kind + " \"" + shown + "\"; " + advice;
    }

    static Optional<String> nearest(String word, Collection<String> known) {
        if (word.length() > LONGEST_COMPARED) {
            return Optional.empty();
        }
        String lower = word.toLowerCase(Locale.ROOT).replace('_', '-');
        int tolerated = Math.max(1, word.length() / 3);
        return known.stream()
                .filter(candidate -> distance(lower, candidate) <= tolerated)
                .min(Comparator.comparingInt(candidate -> distance(lower, candidate)));
    }

    /** Insertions, deletions and replacements between two words. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
