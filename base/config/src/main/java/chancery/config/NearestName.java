package chancery.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody who mistyped a name most likely meant. */
public final class NearestName {
    private NearestName() {}

    /** The known name with the fewest edits, if they are few enough to be a slip. */
    public static Optional<String> of(String typed, Collection<String> known) {
        var wanted = typed.toLowerCase(Locale.ROOT).replace('_', '-');
        int most = Math.max(2, wanted.length() / 3);
        return known.stream()
                .min(Comparator.comparingInt(name -> edits(wanted, name)))
                .filter(name -> edits(wanted, name) <= most || isWordOf(wanted, name));
    }

    private static boolean isWordOf(String wanted, String name) {
        return wanted.length() > 3 && (name.startsWith(wanted) || wanted.startsWith(name));
    }

    /** Optimal string alignment: insert, drop, replace, or swap two neighbours. */
    private static int edits(String a, String b) {
        int[] before = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(last[j], row[j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], before[j - 2] + 1);
                }
            }
            int[] free = before;
            before = last;
            last = row;
            row = free;
        }
        return last[b.length()];
    }
}
