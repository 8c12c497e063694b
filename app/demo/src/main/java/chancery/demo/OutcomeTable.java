package chancery.demo;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The table at the end. For many mails it shows what went wrong, and counts the rest. */
final class OutcomeTable {
    private static final int MOST_ROWS = 200;
    private static final String ROW = "%-2s %-26s %-30s %-17s %-46s %-34s %8s%n";

    private final PrintWriter out;

    OutcomeTable(PrintWriter out) {
        this.out = out;
    }

    void print(List<Outcome> outcomes, boolean foreign) {
        boolean all = !foreign || outcomes.size() <= MOST_ROWS;
        var rows = outcomes.stream().filter(o -> all || !o.ok()).toList();
        if (!rows.isEmpty()) {
            out.printf(ROW, "", "mail", "recipient", "method", "reason", "outcome", "time");
            for (Outcome o : rows) {
                out.printf(
                        ROW,
                        o.ok() ? "ok" : "!!",
                        cut(o.mail(), 26),
                        cut(o.recipient(), 30),
                        o.method(),
                        cut(o.reason(), 46),
                        cut(o.outcome(), 34),
                        o.millis() + " ms");
            }
        }
        Map<String, Integer> counts = new LinkedHashMap<>();
        outcomes.forEach(o -> counts.merge(o.method() + ": " + o.outcome(), 1, Integer::sum));
        out.println();
        if (!all) {
            counts.forEach((what, count) -> out.printf("%6d  %s%n", count, what));
        }
        long good = outcomes.stream().filter(Outcome::ok).count();
        out.printf("%d recipients, %d served as planned, %d not%n", outcomes.size(), good, outcomes.size() - good);
        out.flush();
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }
}
