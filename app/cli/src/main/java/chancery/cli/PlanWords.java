package chancery.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Tells a person how a mail would travel: what happens first, then why, then what was passed over. */
final class PlanWords {
    private PlanWords() {}

    /** Recipients who are decided alike are named together. */
    static String of(JsonNode answer) {
        Map<JsonNode, List<String>> alike = new LinkedHashMap<>();
        for (JsonNode plan : answer) {
            if (plan.deepCopy() instanceof ObjectNode rest) {
                rest.remove("recipient");
                alike.computeIfAbsent(rest, _ -> new ArrayList<>()).add(text(plan, "recipient"));
            }
        }
        return alike.entrySet().stream()
                .map(one -> String.join(", ", one.getValue()) + ": " + words(one.getKey()))
                .collect(Collectors.joining("\n\n"));
    }

    private static String words(JsonNode plan) {
        var lines = new ArrayList<String>();
        var next = texts(plan, "alternatives").stream().map(method -> ", else " + method);
        lines.add(text(plan, "decision") + next.collect(Collectors.joining()));
        var explanation = text(plan, "explanation");
        if (!explanation.isEmpty()) {
            lines.add("  " + explanation);
        }
        lines.add("  because " + text(plan, "because") + " (rule " + text(plan, "rule") + ", policy version "
                + text(plan, "policyVersion") + ")");
        passedOver("other rules", texts(plan, "notTaken"), lines);
        passedOver("other methods", texts(plan, "refused"), lines);
        return String.join("\n", lines);
    }

    /** @param named each {@code name: why} */
    private static void passedOver(String title, List<String> named, List<String> lines) {
        if (named.isEmpty()) {
            return;
        }
        lines.add("  " + title + ":");
        int width = named.stream().mapToInt(PlanWords::nameLength).max().orElse(0);
        for (String one : named) {
            int end = nameLength(one);
            String why = one.substring(Math.min(one.length(), end + 1)).strip();
            lines.add("    " + one.substring(0, end) + " ".repeat(width - end) + "  " + why);
        }
    }

    private static int nameLength(String one) {
        int colon = one.indexOf(':');
        return colon < 0 ? one.length() : colon;
    }

    private static List<String> texts(JsonNode plan, String name) {
        return plan.path(name).values().stream()
                .map(text -> Inspection.safe(text.asString("")))
                .toList();
    }

    private static String text(JsonNode node, String name) {
        return Inspection.safe(node.path(name).asString(""));
    }
}
