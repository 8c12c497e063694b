package chancery.config;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody who mistyped a name most likely meant. */
public final class NearestName {
    private NearestName() {}

    /** The known name with the fewest edits, if they are few enough to be a slip, or that begins like it. */
    public static Optional<String> of(String typed, Collection<String> known) {
        var wanted = typed.toLowerCase(Locale.ROOT).replace('_', '-');
        int most = Math.max(2, wanted.length() / 3);
        Optional<String> nearest = Optional.empty();
        int fewest = Integer.MAX_VALUE;
        for (String name : known) {
            int edits = edits(wanted, name, most);
            if (edits > most && isWordOf(wanted, name)) {
                edits = Math.abs(wanted.length() - name.length());
            } else if (edits > most) {
                continue;
            }
            if (edits < fewest) {
                nearest = Optional.of(name);
                fewest = edits;
            }
        }
        return nearest;
    }

    private static boolean isWordOf(String wanted, String name) {
        return wanted.length() > 3
                && !name.isEmpty()
                && name.charAt(0) == wanted.charAt(0)
                && (name.startsWith(wanted) || wanted.startsWith(name));
    }

    /**
     * Optimal string alignment: insert, drop, replace, or swap two neighbours. More than {@code most} are not counted, so
     * that only places near the diagonal need be looked at, and a name that is quite another is soon done with.
     */
    private static int edits(String a, String b, int most) {
        int far = most + 1;
        if (Math.abs(a.length() - b.length()) > most) {
            return far;
        }
        int[] before = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        int fewestBefore = 0;
        for (int i = 1; i <= a.length(); i++) {
            Arrays.fill(row, far);
            row[0] = i;
            int fewest = i;
            for (int j = Math.max(1, i - most); j <= Math.min(b.length(), i + most); j++) {
                int replaced = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(last[j], row[j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], before[j - 2] + 1);
                }
                fewest = Math.min(fewest, row[j]);
            }
            if (fewest > most && fewestBefore >= most) {
                return far;
            }
            fewestBefore = fewest;
            int[] free = before;
            before = last;
            last = row;
            row = free;
        }
        return last[b.length()];
    }
}
