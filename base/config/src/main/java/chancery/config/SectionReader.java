package chancery.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads one section, a YAML mapping, into its record. Problems are collected, not thrown. */
final class SectionReader {
    private static final Pattern NEXT_WORD = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

    /** What is asked of a record's type again and again, in the order of its components. */
    private record Shape(List<RecordComponent> components, List<String> names) {
        static Shape of(Class<?> type) {
            var components = List.of(type.getRecordComponents());
            return new Shape(
                    components, components.stream().map(SectionReader::keyName).toList());
        }
    }

    private static final ClassValue<Shape> SHAPES = new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
            return Shape.of(type);
        }
    };

    private final String source;
    private final List<ConfigProblem> problems;
    private final ValueReader values;
    private final Map<String, String> everyName = new LinkedHashMap<>();

    SectionReader(String source, Path folder, List<ConfigProblem> problems) {
        this.source = source;
        this.problems = problems;
        this.values = new ValueReader(folder);
    }

    /** The record, or nothing when one of its keys has a problem. */
    Optional<Object> read(Class<?> type, Node node, String path) {
        var shape = SHAPES.get(type);
        if (path.isEmpty()) {
            collectNames(type, "");
        }
        if (!(node instanceof MappingNode) && !ConfigLoader.isEmpty(node)) {
            report(node, path, "is a section; write its keys below it: " + String.join(", ", shape.names()));
            return Optional.empty();
        }
        int before = problems.size();
        var given = node instanceof MappingNode mapping ? entries(type, mapping, path) : Map.<String, Node>of();
        var arguments = new Object[shape.names().size()];
        for (int i = 0; i < arguments.length; i++) {
            var name = shape.names().get(i);
            var value = component(shape.components().get(i), Optional.ofNullable(given.get(name)), join(path, name));
            if (value.isPresent()) {
                arguments[i] = value.get();
            }
        }
        return problems.size() > before ? Optional.empty() : build(type, arguments, node, path);
    }

    private Optional<Object> component(RecordComponent component, Optional<Node> given, String path) {
        if (component.getType().isRecord() && !ValueReader.isValue(component.getType())) {
            return read(component.getType(), given.orElseGet(() -> ValueReader.node("")), path);
        }
        var key = component.getAnnotation(Key.class);
        if (key == null) {
            throw new IllegalStateException(component + " has no @Key");
        }
        var node = given.orElseGet(() -> ValueReader.node(key.preset()));
        try {
            var value = values.read(component.getGenericType(), node);
            values.checkRange(component.getGenericType(), value, key);
            return Optional.of(value);
        } catch (ValueReader.Misfit e) {
            report(e.node().getStartMark() == null ? node : e.node(), path, e.text());
            return Optional.empty();
        }
    }

    private Map<String, Node> entries(Class<?> type, MappingNode mapping, String path) {
        var known = SHAPES.get(type).names();
        var found = new HashMap<String, Node>();
        for (NodeTuple entry : mapping.getValue()) {
            var name = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
            if (!known.contains(name)) {
                report(entry.getKeyNode(), join(path, name), "is no key" + meant(name, known));
            } else if (found.put(name, entry.getValueNode()) != null) {
                report(entry.getKeyNode(), join(path, name), "is written twice in this section");
            }
        }
        return found;
    }

    private String meant(String name, List<String> known) {
        var elsewhere = Optional.ofNullable(everyName.get(name));
        var nearest = NearestName.of(name, known);
        if (nearest.isPresent() && elsewhere.isEmpty()) {
            return "; did you mean " + nearest.get() + "?";
        }
        return elsewhere
                .or(() -> NearestName.of(name, everyName.keySet()).map(everyName::get))
                .map(full -> "; did you mean " + full + "?")
                .orElse("; known here: " + String.join(", ", known));
    }

    private Optional<Object> build(Class<?> type, Object[] arguments, Node node, String path) {
        try {
            var types = Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new);
            var constructor = type.getDeclaredConstructor(types);
            return Optional.of(constructor.newInstance(arguments));
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refused) {
                report(node, path, String.valueOf(refused.getMessage()));
                return Optional.empty();
            }
            throw new IllegalStateException(type + " cannot be built", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " cannot be built", e);
        }
    }

    private void report(Node node, String path, String text) {
        var mark = node.getStartMark();
        int line = mark == null ? 0 : mark.getLine() + 1;
        int column = mark == null ? 0 : mark.getColumn() + 1;
        problems.add(new ConfigProblem(source, line, column, path, text));
    }

    private void collectNames(Class<?> type, String path) {
        var shape = SHAPES.get(type);
        for (int i = 0; i < shape.names().size(); i++) {
            var component = shape.components().get(i);
            var full = join(path, shape.names().get(i));
            everyName.putIfAbsent(shape.names().get(i), full);
            if (component.getType().isRecord() && !ValueReader.isValue(component.getType())) {
                collectNames(component.getType(), full);
            }
        }
    }

    static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /** {@code perDestination} is written {@code per-destination}. */
    static String keyName(RecordComponent component) {
        return NEXT_WORD.matcher(component.getName()).replaceAll("-").toLowerCase(Locale.ROOT);
    }
}
