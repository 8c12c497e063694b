package chancery.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Tells the life of a mail to a person: one line for each thing that happened, what proves it below. */
final class MessageStory {
    private static final int MOST_RECIPIENTS = 3;
    private static final String INDENT = " ".repeat(14);

    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("mail.received", "received"),
            Map.entry("mail.decided", "decided"),
            Map.entry("mail.relayed", "relayed: the next server has taken it"),
            Map.entry("mail.delivered", "delivered"),
            Map.entry("mail.delayed", "delayed: it will be tried again"),
            Map.entry("mail.failed", "failed: it will not be tried again"),
            Map.entry("mail.method-impossible", "the method could not be kept"),
            Map.entry("mail.sender-told", "the sender was told"),
            Map.entry("portal.stored", "stored in the portal"),
            Map.entry("portal.noticed", "notice sent"),
            Map.entry("portal.reminded", "reminder sent"),
            Map.entry("portal.code-asked", "one-time code sent"),
            Map.entry("portal.code-wrong", "a wrong code was typed"),
            Map.entry("portal.code-used-up", "the code was used up by wrong ones"),
            Map.entry("portal.opened", "opened by the recipient"),
            Map.entry("portal.answered", "answered in the portal"),
            Map.entry("portal.expired", "expired: its key is destroyed"));

    /** Told in the sentence itself, or of no use to a person. */
    private static final Set<String> TOLD = Set.of(
            "recipients", "recipient", "explanation", "method", "alternatives", "rule", "policy", "reason", "decision");

    private MessageStory() {}

    static String of(JsonNode answer) {
        var lines = new ArrayList<String>();
        JsonNode mail = answer.path("mail");
        if (mail.isObject()) {
            head(mail, lines);
        } else {
            lines.add("This mail was finished long ago; what the audit still knows of it:");
        }
        String day = "";
        for (JsonNode event : answer.path("life")) {
            String at = event.path("at").asString("");
            String date = at.substring(0, Math.min(10, at.length()));
            if (!date.equals(day)) {
                lines.add("");
                lines.add(date + " (UTC)");
                day = date;
            }
            tell(at, event, lines);
        }
        JsonNode queue = answer.path("queue");
        if (!queue.isEmpty()) {
            lines.add("");
            lines.add("Still to do:");
            lines.add(Table.show(queue));
        }
        return String.join("\n", lines);
    }

    private static void head(JsonNode mail, List<String> lines) {
        lines.add("Mail " + text(mail, "id"));
        lines.add("  from " + text(mail, "from") + " to "
                + shortened(mail.path("to").values().stream()
                        .map(to -> to.asString(""))
                        .toList()));
        lines.add("  " + text(mail, "size") + " octets; " + text(mail, "state") + ": " + text(mail, "delivered")
                + " delivered, " + text(mail, "failed") + " failed, " + text(mail, "open") + " open in the queue");
    }

    private static void tell(String at, JsonNode event, List<String> lines) {
        String name = text(event, "event");
        JsonNode detail = event.path("detail");
        String time = at.length() >= 23 ? at.substring(11, 23) : at;
        lines.add(time + "  " + WORDS.getOrDefault(name, name) + decision(detail) + recipients(detail, name));
        String why = text(detail, "explanation");
        if (!why.isEmpty()) {
            lines.add(INDENT + why);
        }
        var facts = new ArrayList<String>();
        for (var fact : detail.properties()) {
            if (!TOLD.contains(fact.getKey())) {
                facts.add(fact.getKey() + " " + fact.getValue().asString(""));
            }
        }
        if (!facts.isEmpty()) {
            lines.add(INDENT + String.join("; ", facts));
        }
    }

    /** {@code : verified-tls, else portal, by rule health of policy 3}. */
    private static String decision(JsonNode detail) {
        var words = new StringBuilder();
        String method = text(detail, "method");
        String decision = text(detail, "decision");
        if (!method.isEmpty()) {
            words.append(": ").append(method);
        } else if (!decision.isEmpty()) {
            words.append(' ').append(decision);
        }
        String next = text(detail, "alternatives");
        words.append(next.isEmpty() ? "" : ", else " + next.replace(",", ", else "));
        String rule = text(detail, "rule");
        words.append(rule.isEmpty() ? "" : " (rule " + rule + ", policy version " + text(detail, "policy") + ")");
        return words.toString();
    }

    private static String recipients(JsonNode detail, String event) {
        String several = text(detail, "recipients");
        String one = text(detail, "recipient");
        if (event.equals("mail.received")) {
            return several.isEmpty() ? "" : " for " + several + (several.equals("1") ? " recipient" : " recipients");
        }
        if (several.isEmpty() && one.isEmpty()) {
            return "";
        }
        return ": " + (several.isEmpty() ? one : shortened(addresses(several)));
    }

    /** Addresses are joined by spaces, and a quoted local-part may hold one itself. */
    private static List<String> addresses(String joined) {
        var addresses = new LinkedHashSet<String>();
        var part = new StringBuilder();
        for (String word : joined.split(" ")) {
            part.append(part.isEmpty() ? "" : " ").append(word);
            if (word.contains("@")) {
                addresses.add(part.toString());
                part.setLength(0);
            }
        }
        return List.copyOf(addresses);
    }

    private static String shortened(List<String> all) {
        if (all.size() <= MOST_RECIPIENTS) {
            return String.join(", ", all);
        }
        return String.join(", ", all.subList(0, MOST_RECIPIENTS - 1)) + " and " + (all.size() - MOST_RECIPIENTS + 1)
                + " more";
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asString("");
    }
}
