package chancery.cli;

import chancery.config.NearestName;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What was mistyped on the command line, said without the words of the parser. */
final class Misspelt {
    /** What others call the same. */
    private static final Map<String, String> SYNONYMS = Map.ofEntries(
            Map.entry("create", "add"),
            Map.entry("new", "add"),
            Map.entry("delete", "remove"),
            Map.entry("del", "remove"),
            Map.entry("rm", "remove"),
            Map.entry("ls", "list"),
            Map.entry("get", "show"),
            Map.entry("edit", "change"),
            Map.entry("set", "change"),
            Map.entry("update", "change"),
            Map.entry("modify", "change"));

    private Misspelt() {}

    static String words(ParameterException problem) {
        return Optional.ofNullable(problem.getArgSpec())
                .filter(_ -> !(problem instanceof picocli.CommandLine.MissingParameterException))
                .filter(_ -> problem.getValue() != null)
                .flatMap(argument -> kind(argument)
                        .map(kind -> name(argument) + " is " + kind + ", not '"
                                + Inspection.safe(String.valueOf(problem.getValue())) + "'"))
                .orElseGet(() -> String.valueOf(problem.getMessage()));
    }

    /** Options or commands that could have been meant; the parser itself misses swapped letters. */
    static List<String> near(UnmatchedArgumentException problem) {
        var command = problem.getCommandLine().getCommandSpec();
        var meant = SYNONYMS.getOrDefault(problem.getUnmatched().getFirst(), "");
        if (command.subcommands().containsKey(meant)) {
            return List.of(meant);
        }
        var suggested = problem.getSuggestions();
        if (!suggested.isEmpty()) {
            return suggested;
        }
        var word = problem.getUnmatched().getFirst().replaceFirst("=.*", "");
        var known = problem.isUnknownOption()
                ? command.optionsMap().keySet()
                : command.subcommands().keySet();
        return NearestName.of(word, known).stream().toList();
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    private static Optional<String> kind(ArgSpec argument) {
        var types = argument.auxiliaryTypes();
        Class<?> type = types.length > 0 ? types[0] : argument.type();
        if (type == int.class || type == Integer.class || type == long.class) {
            return Optional.of("a whole number");
        }
        if (type == URI.class) {
            return Optional.of("an address like https://gateway.example:8443");
        }
        if (type == Path.class) {
            return Optional.of("the name of a file");
        }
        if (type.isEnum()) {
            return Optional.of(Arrays.stream(type.getEnumConstants())
                    .map(member -> member.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .collect(Collectors.joining(" or ")));
        }
        return Optional.empty();
    }
}
