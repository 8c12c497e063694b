package chancery.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads a YAML file into a config record and reports every problem of the file at once. */
public final class ConfigLoader {
    private static final int LARGEST_FILE = 1 << 20;

    private ConfigLoader() {}

    /** Reads the file. Relative paths in it start at the file's own folder. */
    public static <T extends Record> Loaded<T> load(Class<T> type, Path file) {
        var source = file.toString();
        try {
            if (Files.isDirectory(file)) {
                return refused(source, "is a folder; name the config file in it");
            }
            if (Files.size(file) > LARGEST_FILE) {
                return refused(source, "is larger than a config file can be (1 MB)");
            }
            var folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
            return parse(type, source, Files.readString(file), folder);
        } catch (NoSuchFileException e) {
            return refused(source, "there is no such file; ./chancery config prints one with every default");
        } catch (AccessDeniedException e) {
            return refused(source, "cannot be read by this user");
        } catch (MalformedInputException e) {
            return refused(source, "is not UTF-8 text");
        } catch (IOException e) {
            return refused(source, "cannot be read: " + e.getMessage());
        }
    }

    /** Reads YAML text; {@code source} names it in problems, relative paths start at {@code folder}. */
    public static <T extends Record> Loaded<T> parse(Class<T> type, String source, String yaml, Path folder) {
        var problems = new ArrayList<ConfigProblem>();
        try {
            var sections = new SectionReader(source, folder, problems);
            var root = compose(yaml).orElseGet(() -> new ScalarNode(Tag.NULL, "", null, null, PLAIN));
            var config = sections.read(type, root, "");
            if (config.isPresent() && problems.isEmpty()) {
                return new Loaded.Ready<>(type.cast(config.get()));
            }
        } catch (MarkedYAMLException e) {
            problems.add(broken(source, e));
        } catch (YAMLException | StackOverflowError e) {
            problems.add(new ConfigProblem(source, 0, 0, "", "is no YAML that can be read: " + e.getMessage()));
        }
        problems.sort(Comparator.comparingInt(ConfigProblem::line).thenComparingInt(ConfigProblem::column));
        return new Loaded.Refused<>(problems);
    }

    /** The record as it is when the file says nothing. */
    public static <T extends Record> T defaults(Class<T> type) {
        return parse(type, "defaults", "", Path.of("").toAbsolutePath()).orThrow();
    }

    private static final org.yaml.snakeyaml.DumperOptions.ScalarStyle PLAIN =
            org.yaml.snakeyaml.DumperOptions.ScalarStyle.PLAIN;

    static Optional<Node> compose(String yaml) {
        var options = new LoaderOptions();
        options.setMaxAliasesForCollections(10);
        options.setNestingDepthLimit(20);
        options.setCodePointLimit(LARGEST_FILE);
        return Optional.ofNullable(new Yaml(options).compose(new StringReader(yaml)))
                .filter(node -> node instanceof MappingNode || !isEmpty(node));
    }

    static boolean isEmpty(Node node) {
        return node instanceof ScalarNode scalar && scalar.getValue().isEmpty();
    }

    private static ConfigProblem broken(String source, MarkedYAMLException e) {
        Mark mark = e.getProblemMark();
        int line = mark == null ? 0 : mark.getLine() + 1;
        int column = mark == null ? 0 : mark.getColumn() + 1;
        return new ConfigProblem(source, line, column, "", "is not YAML here: " + e.getProblem());
    }

    private static <T> Loaded<T> refused(String source, String text) {
        return new Loaded.Refused<>(List.of(new ConfigProblem(source, 0, 0, "", text)));
    }
}
