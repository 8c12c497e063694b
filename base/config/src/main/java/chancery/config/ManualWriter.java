package chancery.config;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;

/** Writes the config file that says what the defaults say, with the manual as comments. */
public final class ManualWriter {
    private static final int WIDTH = 96;

    private ManualWriter() {}

    /** A complete file for the record; reading it gives {@link ConfigLoader#defaults}. */
    public static String write(Class<? extends Record> type) {
        var out = new StringBuilder("""
                # Configuration of Chancery. Every key is shown with its default; a key that is left out has it too.
                # Durations: 250ms 30s 5m 4h 5d. Sizes: B KB MB GB. Relative paths start at this file's folder.
                """);
        section(out, type, 0);
        return out.toString();
    }

    private static void section(StringBuilder out, Class<?> type, int depth) {
        for (var component : type.getRecordComponents()) {
            var indent = "  ".repeat(depth);
            var key = component.getAnnotation(Key.class);
            boolean nested = component.getType().isRecord() && !ValueReader.isValue(component.getType());
            if (depth == 0 || nested) {
                out.append('\n');
            }
            if (key != null) {
                comment(out, indent, key, component);
            }
            out.append(indent).append(SectionReader.keyName(component)).append(':');
            if (nested) {
                out.append('\n');
                section(out, component.getType(), depth + 1);
            } else {
                out.append(key == null || key.preset().isEmpty() ? "" : " " + key.preset())
                        .append('\n');
            }
        }
    }

    private static void comment(StringBuilder out, String indent, Key key, RecordComponent component) {
        var text = key.text() + choices(component) + range(key);
        for (var line : wrap(text, WIDTH - indent.length())) {
            out.append(indent).append("# ").append(line).append('\n');
        }
    }

    private static String choices(RecordComponent component) {
        var constants = component.getType().getEnumConstants();
        if (constants == null) {
            return "";
        }
        var names = new ArrayList<String>();
        for (var constant : constants) {
            names.add(ValueReader.written(constant));
        }
        return " One of: " + String.join(", ", names) + ".";
    }

    private static String range(Key key) {
        if (key.min().isEmpty()) {
            return key.max().isEmpty() ? "" : " At most " + key.max() + ".";
        }
        return key.max().isEmpty() ? " At least " + key.min() + "." : " " + key.min() + " to " + key.max() + ".";
    }

    private static List<String> wrap(String text, int width) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (var word : text.split(" ")) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
