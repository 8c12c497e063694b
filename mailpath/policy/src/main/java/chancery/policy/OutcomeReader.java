package chancery.policy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads an outcome: an object with exactly one key. */
final class OutcomeReader {
    private static final List<String> KEYS = List.of("deliver", "reject", "quarantine-days", "defer");
    private static final List<String> METHODS =
            Stream.of(MethodChoice.values()).map(MethodChoice::word).toList();

    private OutcomeReader() {}

    static Optional<Outcome> read(JsonObject json) {
        if (!json.isObjectOf(KEYS)) {
            return Optional.empty();
        }
        if (json.node().size() != 1) {
            json.mistake("an outcome has exactly one key: one of " + String.join(", ", KEYS));
            return Optional.empty();
        }
        String key = json.node().propertyNames().iterator().next();
        return json.optional(key).flatMap(value -> outcome(key, value));
    }

    private static Optional<? extends Outcome> outcome(String key, JsonObject json) {
        return switch (key) {
            case "deliver" -> deliver(json);
            case "reject" -> json.build(json.string(), Outcome.Reject::new);
            case "quarantine-days" -> json.build(json.smallInteger(), Outcome.Quarantine::new);
            case "defer" -> json.build(json.string(), Outcome.Defer::new);
            default -> Optional.empty();
        };
    }

    private static Optional<Outcome> deliver(JsonObject json) {
        int before = json.mistakes().size();
        List<MethodChoice> methods = json.list(OutcomeReader::method);
        return json.mistakes().size() > before ? Optional.empty() : json.build(() -> new Outcome.Deliver(methods));
    }

    private static Optional<MethodChoice> method(JsonObject json) {
        Optional<String> word = json.string();
        Optional<MethodChoice> found = word.flatMap(w -> Stream.of(MethodChoice.values())
                .filter(choice -> choice.word().equals(w))
                .findFirst());
        if (word.isPresent() && found.isEmpty()) {
            json.mistake(KnownWords.unknown("method", word.get(), METHODS));
        }
        return found;
    }
}
