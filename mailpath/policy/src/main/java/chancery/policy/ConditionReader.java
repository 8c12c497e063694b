package chancery.policy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads a condition: an object with exactly one key. */
final class ConditionReader {
    static final List<String> KEYS = List.of(
            "all",
            "any",
            "not",
            "always",
            "sender",
            "sender-domain",
            "recipient",
            "recipient-domain",
            "header",
            "subject-tag",
            "size-over",
            "lexicon",
            "direction",
            "scan-incomplete",
            "unscannable");

    private final Set<String> lexicons;

    ConditionReader(Set<String> lexicons) {
        this.lexicons = lexicons;
    }

    Optional<Condition> read(JsonObject json) {
        return read(json, 1);
    }

    private Optional<Condition> read(JsonObject json, int depth) {
        if (depth > Policy.MAX_DEPTH) {
            json.mistake("conditions are nested deeper than " + Policy.MAX_DEPTH);
            return Optional.empty();
        }
        if (!json.isObjectOf(KEYS)) {
            return Optional.empty();
        }
        if (json.node().size() != 1) {
            json.mistake("a condition has exactly one key; join several with \"all\" or \"any\"");
            return Optional.empty();
        }
        String key = json.node().propertyNames().iterator().next();
        return json.optional(key).flatMap(value -> condition(key, value, depth));
    }

    private Optional<? extends Condition> condition(String key, JsonObject json, int depth) {
        return switch (key) {
            case "all" -> listed(json, part -> read(part, depth + 1), Condition.All::new);
            case "any" -> listed(json, part -> read(part, depth + 1), Condition.Any::new);
            case "not" -> json.build(read(json, depth + 1), Condition.Not::new);
            case "always" -> flag(json, new Condition.Always());
            case "sender" -> listed(json, ConditionReader::address, Condition.SenderIs::new);
            case "sender-domain" -> listed(json, PolicyReader::domain, Condition.SenderDomainIn::new);
            case "recipient" -> listed(json, ConditionReader::address, Condition.RecipientIs::new);
            case "recipient-domain" -> listed(json, PolicyReader::domain, Condition.RecipientDomainIn::new);
            case "header" -> header(json);
            case "subject-tag" -> listed(json, JsonObject::string, Condition.SubjectTag::new);
            case "size-over" -> json.build(json.integer(), Condition.SizeOver::new);
            case "lexicon" -> lexicon(json);
            case "direction" -> direction(json);
            case "scan-incomplete" -> flag(json, new Condition.ScanIncomplete());
            case "unscannable" -> flag(json, new Condition.Unscannable());
            default -> Optional.empty();
        };
    }

    private static <T> Optional<Condition> listed(
            JsonObject json, Function<JsonObject, Optional<T>> entry, Function<List<T>, Condition> condition) {
        int before = json.mistakes().size();
        List<T> entries = json.list(entry);
        // a list that lost entries to mistakes must not turn into another, shorter condition or a second mistake
        return json.mistakes().size() > before ? Optional.empty() : json.build(() -> condition.apply(entries));
    }

    private static Optional<Condition> flag(JsonObject json, Condition condition) {
        if (!json.node().isBoolean() || !json.node().booleanValue()) {
            json.mistake("true is expected; to turn a condition round, put it into \"not\"");
            return Optional.empty();
        }
        return Optional.of(condition);
    }

    private static Optional<AddressPattern> address(JsonObject json) {
        return json.build(json.string(), AddressPattern::parse);
    }

    private static Optional<Condition> header(JsonObject json) {
        if (!json.isObjectOf(List.of("name", "value"))) {
            return Optional.empty();
        }
        Optional<String> name = json.required("name").flatMap(JsonObject::string);
        Optional<Glob> value = json.required("value").flatMap(v -> v.build(v.string(), Glob::new));
        return json.build(name, value, Condition.HeaderMatches::new);
    }

    private Optional<Condition> lexicon(JsonObject json) {
        if (!json.isObjectOf(List.of("name", "at-least"))) {
            return Optional.empty();
        }
        Optional<String> name = json.required("name").flatMap(this::lexiconName);
        Optional<Integer> atLeast = json.required("at-least").flatMap(JsonObject::smallInteger);
        return json.build(name, atLeast, Condition.LexiconScore::new);
    }

    private Optional<String> lexiconName(JsonObject json) {
        Optional<String> name = json.string();
        if (name.isPresent() && !lexicons.contains(name.get())) {
            json.mistake(KnownWords.unknown("word list", name.get(), lexicons));
            return Optional.empty();
        }
        return name;
    }

    private static Optional<Condition> direction(JsonObject json) {
        Optional<String> word = json.string();
        Optional<Condition> found = word.flatMap(w -> Stream.of(Direction.values())
                .filter(direction -> direction.word().equals(w))
                .findFirst()
                .map(Condition.Goes::new));
        if (word.isPresent() && found.isEmpty()) {
            List<String> known =
                    Stream.of(Direction.values()).map(Direction::word).toList();
            json.mistake(KnownWords.unknown("direction", word.get(), known));
        }
        return found;
    }
}
