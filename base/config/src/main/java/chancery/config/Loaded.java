package chancery.config;

import java.util.List;
import java.util.stream.Collectors;

/** What became of reading a config file. */
public sealed interface Loaded<T> {
    /** The file is in order. */
    record Ready<T>(T config) implements Loaded<T> {}

    /** Everything that is wrong, in the order of the file. */
    record Refused<T>(List<ConfigProblem> problems) implements Loaded<T> {
        public Refused {
            problems = List.copyOf(problems);
        }

        /** One line per problem. */
        @Override
        public String toString() {
            return problems.stream().map(ConfigProblem::toString).collect(Collectors.joining("\n"));
        }
    }

    /** The config, or an {@link IllegalArgumentException} whose message lists every problem. */
    default T orThrow() {
        return switch (this) {
            case Ready<T> ready -> ready.config();
            case Refused<T> refused -> throw new IllegalArgumentException(refused.toString());
        };
    }
}
