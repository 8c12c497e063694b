package chancery.architecture;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A reference to a standard has one form, {@code RFC 5321 §4.5.5}, and its RFC is in rfc/index.tsv. Only Javadoc may name a
 * whole document, to say what a type is about.
 */
final class RfcRules {
    private static final Pattern ANY = Pattern.compile("(?i)(?<![/\\w])rfc[\\s_-]?(\\d{3,5})\\b");
    private static final Pattern GOOD =
            Pattern.compile("RFC (\\d{3,5}) (§(\\d+|[A-Z])(\\.\\d+)*|errata \\d+)(?![\\w§])");
    private static final Pattern WHOLE = Pattern.compile("RFC (\\d{3,5})(?! ?(?i:section|sec|§))\\b");
    private static final Pattern COMMENT = Pattern.compile("^\\s*(/?\\*.*|//.*)$|\\s//\\s.*$");
    private static final Set<String> STATUS = Set.of("yes", "partial", "planned", "no");

    private RfcRules() {}

    static List<Violation> check(SourceTree tree) {
        var found = new ArrayList<Violation>();
        var index = index(tree.files().getOrDefault("rfc/index.tsv", ""), found);
        for (var source : tree.sources()) {
            var lines = source.text().split("\n");
            for (int i = 0; i < lines.length; i++) {
                var comment = COMMENT.matcher(lines[i]);
                if (comment.find()) {
                    var next = i + 1 < lines.length ? lines[i + 1] : "";
                    checkComment(source.path() + ":" + (i + 1), comment.group(), next, index, found);
                }
            }
        }
        return found;
    }

    private static void checkComment(
            String place, String comment, String next, Set<String> index, List<Violation> found) {
        // a reference may break over two lines of a comment
        var text = comment + " " + next.replaceFirst("^\\s*(\\*|//)\\s*", "");
        var any = ANY.matcher(text);
        while (any.find() && any.start() < comment.length()) {
            var good = GOOD.matcher(text).region(any.start(), text.length());
            boolean whole = comment.stripLeading().matches("(?s)/?\\*.*")
                    && WHOLE.matcher(text).region(any.start(), text.length()).lookingAt();
            if (!good.lookingAt() && !whole) {
                found.add(new Violation("rfc-form", place, any.group() + ": write it as RFC 5321 §4.5.5"));
            } else if (!index.contains(any.group(1))) {
                found.add(new Violation("rfc-index", place, "RFC " + any.group(1) + " is not in rfc/index.tsv"));
            }
        }
    }

    private static Set<String> index(String tsv, List<Violation> found) {
        var numbers = new HashSet<String>();
        int number = 0;
        for (var line : tsv.split("\n")) {
            number++;
            var cells = line.split("\t", -1);
            if (line.startsWith("#")) {
                continue;
            }
            if (cells.length != 4 || !cells[0].matches("\\d{3,5}") || !STATUS.contains(cells[1])) {
                found.add(new Violation("rfc-index", "rfc/index.tsv:" + number, "needs number, status, module, note"));
            } else if (!numbers.add(cells[0])) {
                found.add(new Violation("rfc-index", "rfc/index.tsv:" + number, "has " + cells[0] + " twice"));
            }
        }
        return numbers;
    }
}
