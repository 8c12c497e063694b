package chancery.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One group of fields in the machine-readable part of a report: names in any case, values unfolded, in order. */
final class FieldBlock {
    private static final int MAX_VALUES = 1_000;

    private final Map<String, List<String>> fields = new LinkedHashMap<>();

    private FieldBlock() {}

    /** The groups of a text, divided by empty lines; lines that are no field are passed over. */
    static List<FieldBlock> read(String text, int maxBlocks) {
        List<FieldBlock> blocks = new ArrayList<>();
        FieldBlock block = new FieldBlock();
        String last = "";
        for (String line : text.split("\r?\n", -1)) {
            int colon = line.indexOf(':');
            if (line.isBlank()) {
                block = closed(block, blocks);
                last = "";
            } else if ((line.startsWith(" ") || line.startsWith("\t")) && !last.isEmpty()) {
                block.continued(last, line.strip());
            } else if (colon > 0) {
                last = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
                // some reporters put no empty line between recipients
                block = last.equals("final-recipient") && block.has(last) ? closed(block, blocks) : block;
                block.add(last, line.substring(colon + 1).strip());
            }
            if (blocks.size() >= maxBlocks) {
                return blocks;
            }
        }
        closed(block, blocks);
        return blocks;
    }

    private static FieldBlock closed(FieldBlock block, List<FieldBlock> blocks) {
        if (block.fields.isEmpty()) {
            return block;
        }
        blocks.add(block);
        return new FieldBlock();
    }

    private void add(String name, String value) {
        List<String> values = fields.computeIfAbsent(name, n -> new ArrayList<>());
        if (values.size() < MAX_VALUES) {
            values.add(value);
        }
    }

    private void continued(String name, String more) {
        List<String> values = fields.getOrDefault(name, new ArrayList<>());
        if (!values.isEmpty()) {
            values.set(values.size() - 1, (values.getLast() + " " + more).strip());
        }
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    /** The first value of that name (in lower case) that says something. */
    Optional<String> first(String name) {
        return all(name).stream().filter(v -> !v.isEmpty()).findFirst();
    }

    List<String> all(String name) {
        return List.copyOf(fields.getOrDefault(name, List.of()));
    }

    /** The value behind its type and semicolon, without angle brackets; some reporters write no type. */
    Optional<String> typed(String name) {
        return first(name).flatMap(FieldBlock::withoutType);
    }

    private static Optional<String> withoutType(String value) {
        int semicolon = value.indexOf(';');
        boolean hasType = semicolon > 0 && value.substring(0, semicolon).strip().matches("[A-Za-z0-9._-]+");
        String rest = (hasType ? value.substring(semicolon + 1) : value).strip();
        return Optional.of(withoutBrackets(rest)).filter(v -> !v.isEmpty());
    }

    static String withoutBrackets(String value) {
        boolean bracketed = value.length() > 1 && value.startsWith("<") && value.endsWith(">");
        return bracketed ? value.substring(1, value.length() - 1) : value;
    }
}
