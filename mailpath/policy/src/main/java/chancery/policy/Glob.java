package chancery.policy;

import java.util.Locale;

/**
 * A literal text with {@code *} for any run of characters and {@code ?} for exactly one; a backslash takes the next
 * character as it is. Compared without regard to case, to the whole text without the white space around it. Time is
 * at most text length times pattern length, and a pattern has at most 200 characters.
 */
public record Glob(String pattern) {
    private static final int MAX_LENGTH = 200;
    private static final char ANY_RUN = '\uFFFF';
    private static final char ANY_ONE = '\uFFFE';

    public Glob {
        if (pattern.isBlank() || pattern.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a pattern has 1 to " + MAX_LENGTH + " characters");
        }
        if (pattern.endsWith("\\") && !pattern.endsWith("\\\\")) {
            throw new IllegalArgumentException("a pattern cannot end in a single backslash");
        }
    }

    public boolean matches(String text) {
        char[] wanted = compiled();
        String given = text.strip();
        int at = 0;
        int p = 0;
        int lastRun = -1;
        int resume = 0;
        while (at < given.length()) {
            if (p < wanted.length && wanted[p] == ANY_RUN) {
                lastRun = p++;
                resume = at;
            } else if (p < wanted.length && fits(wanted[p], given.charAt(at))) {
                p++;
                at++;
            } else if (lastRun >= 0) {
                p = lastRun + 1;
                at = ++resume;
            } else {
                return false;
            }
        }
        while (p < wanted.length && wanted[p] == ANY_RUN) {
            p++;
        }
        return p == wanted.length;
    }

    private static boolean fits(char wanted, char given) {
        return wanted == ANY_ONE || wanted == Character.toLowerCase(given);
    }

    private char[] compiled() {
        String lower = pattern.strip().toLowerCase(Locale.ROOT);
        var out = new StringBuilder(lower.length());
        for (int i = 0; i < lower.length(); i++) {
            char c = lower.charAt(i);
            if (c == '\\' && i + 1 < lower.length()) {
                out.append(lower.charAt(++i));
            } else {
                out.append(c == '*' ? ANY_RUN : c == '?' ? ANY_ONE : c);
            }
        }
        return out.toString().toCharArray();
    }

    @Override
    public String toString() {
        return pattern;
    }
}
