package chancery.demo;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The table at the end. For many mails it shows what went wrong, and counts the rest. */
final class OutcomeTable {
    private static final int MOST_ROWS = 200;
    /** So many recipients of one mail with the same outcome share a row. */
    private static final int FOLDED = 4;

    private static final List<String> TITLES = List.of("", "mail", "recipient", "method", "why", "outcome", "time");
    private static final int[] WIDEST = {2, 22, 34, 17, 40, 60, 8};

    private final PrintWriter out;
    private final boolean colours;

    /** @param colours the reader is a person at a terminal */
    OutcomeTable(PrintWriter out, boolean colours) {
        this.out = out;
        this.colours = colours;
    }

    void print(List<Outcome> outcomes, boolean foreign) {
        boolean all = !foreign || outcomes.size() <= MOST_ROWS;
        List<Outcome> shown = outcomes.stream().filter(o -> all || !o.ok()).toList();
        out.println();
        if (!shown.isEmpty()) {
            rows(shown);
            out.println();
        }
        counts(outcomes);
        long good = outcomes.stream().filter(Outcome::ok).count();
        String sum =
                "%d recipients, %d served as planned, %d not".formatted(outcomes.size(), good, outcomes.size() - good);
        out.println(paint(good == outcomes.size(), sum));
        out.flush();
    }

    private void rows(List<Outcome> outcomes) {
        var lines = new ArrayList<List<String>>();
        lines.add(TITLES);
        String before = "";
        for (int i = 0; i < outcomes.size(); ) {
            Outcome first = outcomes.get(i);
            int same = sameAs(outcomes, i);
            int taken = same >= FOLDED ? same : 1;
            lines.add(line(first, taken, first.mail().equals(before)));
            before = first.mail();
            i += taken;
        }
        int[] widths = widths(lines);
        for (List<String> line : lines) {
            var text = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String cell = cut(line.get(i), widths[i]);
                String space = " ".repeat(widths[i] - cell.length());
                text.append(i == widths.length - 1 ? space + cell : cell + space + "  ");
            }
            out.println(coloured(text.toString()));
        }
    }

    /** The first two columns say how it went, except above the columns. */
    private String coloured(String line) {
        String mark = line.substring(0, 2);
        return mark.isBlank() ? line : paint(mark.equals("ok"), mark) + line.substring(2);
    }

    private static int sameAs(List<Outcome> outcomes, int from) {
        Outcome first = outcomes.get(from);
        int to = from;
        while (to < outcomes.size() && sameOutcome(first, outcomes.get(to))) {
            to++;
        }
        return to - from;
    }

    private static boolean sameOutcome(Outcome a, Outcome b) {
        return a.mail().equals(b.mail())
                && a.method().equals(b.method())
                && a.reason().equals(b.reason())
                && a.outcome().equals(b.outcome())
                && a.ok() == b.ok();
    }

    private static List<String> line(Outcome o, int recipients, boolean mailSaid) {
        String others = recipients == 1 ? "" : " + " + (recipients - 1) + " more";
        return List.of(
                o.ok() ? "ok" : "!!",
                mailSaid ? "" : ending(o.mail().replaceAll("\\.eml$", ""), WIDEST[1]),
                cut(o.recipient(), WIDEST[2] - others.length()) + others,
                o.method(),
                o.reason(),
                o.outcome(),
                "%.1f s".formatted(o.millis() / 1000.0));
    }

    private static int[] widths(List<List<String>> lines) {
        int[] widths = new int[WIDEST.length];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.min(WIDEST[i], Math.max(widths[i], line.get(i).length()));
            }
        }
        return widths;
    }

    private void counts(List<Outcome> outcomes) {
        Map<String, Integer> counts = new TreeMap<>();
        outcomes.forEach(o -> counts.merge((o.method() + ": " + o.outcome()).replaceAll("^: ", ""), 1, Integer::sum));
        counts.forEach((what, count) -> out.printf(Locale.ROOT, "%6d  %s%n", count, what));
    }

    private String paint(boolean good, String text) {
        return colours ? (good ? "\u001b[32m" : "\u001b[31;1m") + text + "\u001b[0m" : text;
    }

    /** The end of a long name, which tells more than the folders before it. */
    private static String ending(String name, int length) {
        return name.length() <= length ? name : "…" + name.substring(name.length() - length + 1);
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }
}
