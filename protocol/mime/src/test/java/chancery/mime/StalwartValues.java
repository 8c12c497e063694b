package chancery.mime;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Compares decoded header values with the way that Stalwart's set writes them down; gives the differences. */
final class StalwartValues {
    private StalwartValues() {}

    /** Octets above 127 without a charset are U+FFFD in the set; here they are read as windows-1252, which loses less. */
    static boolean sameButForReplaced(String expected, String actual) {
        if (expected.length() != actual.length()) {
            return false;
        }
        for (int i = 0; i < expected.length(); i++) {
            if (expected.charAt(i) != actual.charAt(i) && expected.charAt(i) != '\uFFFD') {
                return false;
            }
        }
        return true;
    }

    static String json(List<String> values) {
        return values.stream().map(v -> "\"" + v + "\"").collect(Collectors.joining(",", "[", "]"));
    }

    static List<String> addresses(JsonNode expected, String value) {
        var wanted = new ArrayList<String>();
        if (expected.has("List")) {
            expected.get("List").forEach(a -> wanted.add(address(a)));
        } else {
            for (JsonNode group : expected.get("Group")) {
                var members = new ArrayList<String>();
                group.get("addresses").forEach(a -> members.add(address(a)));
                String name =
                        group.get("name").isNull() ? "" : group.get("name").asString();
                if (name.isEmpty()) {
                    wanted.addAll(members);
                } else {
                    wanted.add(name + ":" + members);
                }
            }
        }
        var found = AddressList.parse(value).items().stream()
                .map(StalwartValues::item)
                .toList();
        return difference(wanted.toString(), found.toString());
    }

    private static String item(AddressList.Item item) {
        return switch (item) {
            case AddressList.Group group ->
                group.displayName() + ":"
                        + group.members().stream().map(StalwartValues::item).toList();
            case HeaderMailbox.Valid m -> m.displayName() + "<" + m.mailbox() + ">";
            case HeaderMailbox.Invalid m -> m.displayName() + "<" + m.text() + ">";
        };
    }

    private static String address(JsonNode node) {
        String name = node.get("name").isNull() ? "" : node.get("name").asString();
        String address = node.get("address").isNull() ? "" : node.get("address").asString();
        // EmailAddress has the domain in lower case
        int at = address.lastIndexOf('@') + 1;
        String lower = address.substring(0, at) + address.substring(at).toLowerCase(java.util.Locale.ROOT);
        return address.isEmpty() ? "<" + name + ">" : name + "<" + lower + ">";
    }

    static List<String> date(JsonNode expected, String value) {
        String wanted = expected.isNull()
                ? "none"
                : "%04d-%02d-%02dT%02d:%02d:%02d%s%02d:%02d"
                        .formatted(
                                expected.get("year").asInt(),
                                expected.get("month").asInt(),
                                expected.get("day").asInt(),
                                expected.get("hour").asInt(),
                                expected.get("minute").asInt(),
                                expected.get("second").asInt(),
                                expected.get("tz_before_gmt").asBoolean() ? "-" : "+",
                                expected.get("tz_hour").asInt(),
                                expected.get("tz_minute").asInt());
        var format = java.time.format.DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx");
        return difference(
                wanted.replace("-00:00", "+00:00"),
                MailDate.parse(value).map(format::format).orElse("none"));
    }

    static List<String> type(JsonNode expected, HeaderField field) {
        return field.isNamed("Content-Type") ? type(expected, field.value()) : disposition(expected, field.value());
    }

    static List<String> type(JsonNode expected, String value) {
        if (!expected.path("c_subtype").isString()) {
            return disposition(expected, value);
        }
        var parsed = ContentType.parse(value);
        String wanted = text(expected.get("c_type")) + "/" + text(expected.get("c_subtype"));
        return difference(
                (wanted + attributes(expected)),
                parsed.map(t -> t.mediaType() + sorted(t.parameters())).orElse("none"));
    }

    private static List<String> disposition(JsonNode expected, String value) {
        var parsed = ContentDisposition.parse(value);
        return difference(
                text(expected.get("c_type")) + attributes(expected), parsed.type() + sorted(parsed.parameters()));
    }

    private static String text(JsonNode node) {
        return node.isNull() ? "" : node.asString().toLowerCase(java.util.Locale.ROOT);
    }

    private static String sorted(Parameters parameters) {
        return new java.util.TreeMap<>(parameters.values()).toString();
    }

    private static String attributes(JsonNode expected) {
        var all = new java.util.TreeMap<String, String>();
        if (expected.path("attributes").isArray()) {
            for (JsonNode a : expected.get("attributes")) {
                String name = text(a.isArray() ? a.get(0) : a.get("name"));
                // the language of RFC 2231 §5 is of no use here and is not kept
                if (!name.endsWith("-language")) {
                    all.putIfAbsent(name, (a.isArray() ? a.get(1) : a.get("value")).asString());
                }
            }
        }
        return all.toString();
    }

    private static List<String> difference(String wanted, String found) {
        return sameButForReplaced(wanted, found) ? List.of() : List.of(" expected " + wanted + " was " + found);
    }
}
