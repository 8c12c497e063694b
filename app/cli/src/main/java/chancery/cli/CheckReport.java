package chancery.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What was found about a domain, for a person and for a program. */
final class CheckReport {
    /** How bad a finding is. */
    enum Weight {
        FINE("ok   "),
        NOTE("note "),
        WRONG("WRONG");

        private final String mark;

        Weight(String mark) {
            this.mark = mark;
        }
    }

    private record Finding(Weight weight, String text, List<String> publish) {}

    /** The findings about one subject. */
    static final class Section {
        private final String title;
        private final List<Finding> findings = new ArrayList<>();

        private Section(String title) {
            this.title = title;
        }

        void fine(String text) {
            findings.add(new Finding(Weight.FINE, text, List.of()));
        }

        /** @param publish zone lines that would put it right */
        void note(String text, String... publish) {
            findings.add(new Finding(Weight.NOTE, text, List.of(publish)));
        }

        void wrong(String text, String... publish) {
            findings.add(new Finding(Weight.WRONG, text, List.of(publish)));
        }
    }

    private static final int WIDTH = 100;

    private final String domain;
    private final List<Section> sections = new ArrayList<>();
    private final Map<String, ArrayNode> lists = new LinkedHashMap<>();

    CheckReport(String domain) {
        this.domain = domain;
    }

    Section section(String title) {
        var section = new Section(title);
        sections.add(section);
        return section;
    }

    /** What a program wants to know that the findings say only in words. */
    ArrayNode list(String name) {
        return lists.computeIfAbsent(name, n -> ApiCommand.JSON.createArrayNode());
    }

    private long count(Weight weight) {
        return sections.stream()
                .flatMap(s -> s.findings.stream())
                .filter(f -> f.weight() == weight)
                .count();
    }

    boolean fine() {
        return count(Weight.WRONG) == 0;
    }

    String words() {
        List<String> lines = new ArrayList<>();
        lines.add(domain);
        for (Section section : sections) {
            lines.add("");
            lines.add(section.title);
            for (Finding finding : section.findings) {
                wrap("  " + finding.weight().mark + "  ", Inspection.safe(finding.text()), lines);
                finding.publish().forEach(line -> lines.add("           publish: " + Inspection.safe(line)));
            }
        }
        lines.add("");
        long wrong = count(Weight.WRONG);
        lines.add(wrong == 0 ? "Nothing is wrong." : wrong == 1 ? "1 thing is wrong." : wrong + " things are wrong.");
        return String.join("\n", lines);
    }

    private static void wrap(String head, String text, List<String> lines) {
        var line = new StringBuilder(head);
        for (String word : text.split(" ")) {
            if (line.length() + word.length() > WIDTH && line.length() > head.length()) {
                lines.add(line.toString().stripTrailing());
                line = new StringBuilder(" ".repeat(head.length()));
            }
            line.append(word).append(' ');
        }
        lines.add(line.toString().stripTrailing());
    }

    ObjectNode json() {
        var node = ApiCommand.JSON.createObjectNode();
        node.put("domain", domain);
        node.put("wrong", count(Weight.WRONG));
        var array = node.putArray("findings");
        for (Section section : sections) {
            for (Finding finding : section.findings) {
                var item = array.addObject();
                item.put("subject", section.title);
                item.put("weight", finding.weight().name().toLowerCase(Locale.ROOT));
                item.put("text", finding.text());
                if (!finding.publish().isEmpty()) {
                    var publish = item.putArray("publish");
                    finding.publish().forEach(publish::add);
                }
            }
        }
        lists.forEach(node::set);
        return node;
    }
}
