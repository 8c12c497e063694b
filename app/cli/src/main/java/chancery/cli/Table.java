package chancery.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Shows JSON to a person: a list as a table, one thing as its fields. */
final class Table {
    private static final int WIDEST = 60;
    private static final int MOST_BLOCKS = 50;

    private Table() {}

    /** What the API answered, whatever its shape. */
    static String show(JsonNode answer) {
        if (answer.isArray()) {
            return rows(answer);
        }
        if (answer.isObject()) {
            var lists = answer.properties().stream()
                    .filter(member -> member.getValue().isArray())
                    .toList();
            boolean listOnly = lists.size() == 1
                    && answer.size() <= 2
                    && isTable(lists.getFirst().getValue());
            return listOnly ? rows(lists.getFirst().getValue()) : fields(answer, "");
        }
        return answer.isMissingNode() || answer.isNull() ? "done" : text(answer);
    }

    private static boolean isTable(JsonNode list) {
        return list.isEmpty() || list.get(0).isObject();
    }

    private static String rows(JsonNode list) {
        if (list.isEmpty()) {
            return "none";
        }
        if (!isTable(list)) {
            return list.values().stream().map(Table::text).collect(Collectors.joining("\n"));
        }
        if (list.size() <= MOST_BLOCKS && isWide(list)) {
            return list.values().stream().map(row -> fields(row, "")).collect(Collectors.joining("\n\n"));
        }
        var names = new LinkedHashSet<String>();
        list.forEach(row -> row.properties().forEach(member -> names.add(member.getKey())));
        var lines = new ArrayList<List<String>>();
        lines.add(List.copyOf(names));
        list.forEach(row ->
                lines.add(names.stream().map(name -> cell(row.path(name))).toList()));
        return align(lines);
    }

    /** Sentences are read below each other, not in columns. */
    private static boolean isWide(JsonNode list) {
        return list.values().stream()
                .anyMatch(
                        row -> row.values().stream().anyMatch(cell -> text(cell).length() > WIDEST));
    }

    private static String fields(JsonNode thing, String indent) {
        int width =
                thing.propertyNames().stream().mapToInt(String::length).max().orElse(0);
        var text = new StringBuilder();
        for (var member : thing.properties()) {
            var value = member.getValue();
            text.append(indent)
                    .append(member.getKey())
                    .append(" ".repeat(width - member.getKey().length() + 2));
            if (value.isArray() && !value.isEmpty() && isTable(value)) {
                text.append('\n').append(rows(value).indent(indent.length() + 2));
            } else if (value.isObject() && !value.isEmpty()) {
                text.append('\n').append(fields(value, indent + "  ")).append('\n');
            } else {
                text.append(text(value)).append('\n');
            }
        }
        return text.toString().stripTrailing();
    }

    private static String align(List<List<String>> lines) {
        int columns = lines.getFirst().size();
        int[] widths = new int[columns];
        for (var line : lines) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        return lines.stream()
                .map(line -> {
                    var text = new StringBuilder();
                    for (int i = 0; i < columns; i++) {
                        text.append(line.get(i))
                                .append(" ".repeat(widths[i] - line.get(i).length() + 2));
                    }
                    return text.toString().stripTrailing();
                })
                .collect(Collectors.joining("\n"));
    }

    private static String cell(JsonNode value) {
        var text = text(value);
        return text.length() > WIDEST ? text.substring(0, WIDEST - 1) + "…" : text;
    }

    /** A value on one line; control characters of somebody else's mail must not reach the terminal. */
    private static String text(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        if (value.isArray()) {
            return value.values().stream().map(Table::text).collect(Collectors.joining(", "));
        }
        if (value.isObject()) {
            return value.properties().stream()
                    .map(member -> member.getKey() + "=" + text(member.getValue()))
                    .collect(Collectors.joining(" "));
        }
        var text = value.isString() ? value.stringValue() : value.toString();
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}
