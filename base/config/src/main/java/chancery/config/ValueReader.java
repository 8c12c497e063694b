package chancery.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Turns a YAML node into a value of a component's type. */
final class ValueReader {
    private static final Set<Class<?>> VALUES =
            Set.of(DataSize.class, HostPort.class, ListenPort.class, SecretFile.class);

    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?\\d{1,18}");

    /** Presets and ends of ranges, which stand in the code; nobody changes their nodes. */
    private static final Map<String, Node> PRESETS = new ConcurrentHashMap<>();

    private final Path folder;

    ValueReader(Path folder) {
        this.folder = folder;
    }

    /** A node whose text does not fit its key. */
    static final class Misfit extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Node node;
        private final String text;

        Misfit(Node node, String text) {
            super(text, null, false, false);
            this.node = node;
            this.text = text;
        }

        Node node() {
            return node;
        }

        String text() {
            return text;
        }
    }

    /** True for the records that are one value, not a section. */
    static boolean isValue(Class<?> type) {
        return VALUES.contains(type);
    }

    /** Preset text as the node it would be in a file; never for text from outside, since each is kept. */
    static Node node(String yaml) {
        return PRESETS.computeIfAbsent(
                yaml,
                text -> ConfigLoader.compose(text)
                        .orElseGet(() -> new ScalarNode(Tag.NULL, "", null, null, ScalarStyle.PLAIN)));
    }

    Object read(Type type, Node node) throws Misfit {
        if (type instanceof ParameterizedType generic) {
            return readGeneric(generic, node);
        }
        return readPlain((Class<?>) type, node);
    }

    private Object readGeneric(ParameterizedType type, Node node) throws Misfit {
        var arguments = type.getActualTypeArguments();
        if (type.getRawType() == Optional.class) {
            return ConfigLoader.isEmpty(node) ? Optional.empty() : Optional.of(read(arguments[0], node));
        }
        if (type.getRawType() == List.class) {
            return readList(arguments[0], node);
        }
        if (type.getRawType() == Map.class && arguments[0] == String.class) {
            return readMap(arguments[1], node);
        }
        throw new IllegalStateException(type + " is no type of a config value");
    }

    private List<Object> readList(Type element, Node node) throws Misfit {
        if (ConfigLoader.isEmpty(node)) {
            return List.of();
        }
        if (!(node instanceof SequenceNode sequence)) {
            throw new Misfit(node, "is a list; write [a, b] or one '- item' per line");
        }
        var items = new ArrayList<Object>();
        for (Node item : sequence.getValue()) {
            items.add(read(element, item));
        }
        return List.copyOf(items);
    }

    private Map<String, Object> readMap(Type element, Node node) throws Misfit {
        if (ConfigLoader.isEmpty(node)) {
            return Map.of();
        }
        if (!(node instanceof MappingNode mapping)) {
            throw new Misfit(node, "is a table; write one 'name: value' per line");
        }
        var items = new LinkedHashMap<String, Object>();
        for (NodeTuple entry : mapping.getValue()) {
            var name = text(entry.getKeyNode());
            if (items.put(name, read(element, entry.getValueNode())) != null) {
                throw new Misfit(entry.getKeyNode(), "has " + name + " twice");
            }
        }
        return java.util.Collections.unmodifiableMap(items);
    }

    private Object readPlain(Class<?> type, Node node) throws Misfit {
        var text = text(node).strip();
        if (text.isEmpty() && type != String.class) {
            throw new Misfit(node, "needs a value");
        }
        try {
            return type.isEnum() ? constant(type, text) : convert(type, text);
        } catch (InvalidPathException e) {
            throw new Misfit(node, "'" + text + "' is no path");
        } catch (IllegalArgumentException e) {
            throw new Misfit(node, String.valueOf(e.getMessage()));
        } catch (ArithmeticException e) {
            throw new Misfit(node, "'" + text + "' is too large");
        }
    }

    private Object convert(Class<?> type, String text) {
        if (type == String.class) {
            return text;
        } else if (type == int.class || type == long.class) {
            return number(type, text);
        } else if (type == boolean.class) {
            return truth(text);
        } else if (type == Duration.class) {
            return DurationText.parse(text);
        } else if (type == DataSize.class) {
            return DataSize.parse(text);
        } else if (type == HostPort.class) {
            return HostPort.parse(text);
        } else if (type == ListenPort.class) {
            return ListenPort.parse(text);
        } else if (type == URI.class) {
            return URI.create(text);
        } else if (type == Path.class) {
            return folder.resolve(text).normalize();
        } else if (type == SecretFile.class) {
            return new SecretFile(folder.resolve(text).normalize());
        }
        throw new IllegalStateException(type + " is no type of a config value");
    }

    private static Object number(Class<?> type, String text) {
        var digits = text.replace("_", "");
        if (!WHOLE_NUMBER.matcher(digits).matches()) {
            throw new IllegalArgumentException("'" + text + "' is no whole number");
        }
        long number = Long.parseLong(digits);
        if (type == int.class) {
            return Math.toIntExact(number);
        }
        return number;
    }

    private static Object truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on" -> true;
            case "false", "no", "off" -> false;
            default -> throw new IllegalArgumentException("'" + text + "' is neither true nor false");
        };
    }

    private static Object constant(Class<?> type, String text) {
        var wanted = text.toUpperCase(Locale.ROOT).replace('-', '_');
        var constants = type.getEnumConstants();
        return Arrays.stream(constants)
                .filter(constant -> ((Enum<?>) constant).name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is none of "
                        + Arrays.stream(constants).map(ValueReader::written).collect(Collectors.joining(", "))));
    }

    static String written(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String text(Node node) throws Misfit {
        if (node instanceof ScalarNode scalar) {
            return node.getTag().equals(Tag.NULL) ? "" : scalar.getValue();
        }
        throw new Misfit(node, "is one value, not a list or a section");
    }

    /** Holds a value against the range of its key. */
    void checkRange(Type type, Object value, Key key) throws Misfit {
        boolean low = !key.min().isEmpty() && compare(value, read(type, node(key.min()))) < 0;
        boolean high = !key.max().isEmpty() && compare(value, read(type, node(key.max()))) > 0;
        if (low || high) {
            var range = key.max().isEmpty()
                    ? "at least " + key.min()
                    : key.min().isEmpty() ? "at most " + key.max() : key.min() + " to " + key.max();
            throw new Misfit(node(""), "must be " + range);
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static int compare(Object a, Object b) {
        return ((Comparable) a).compareTo(b);
    }
}
