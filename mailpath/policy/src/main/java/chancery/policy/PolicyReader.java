package chancery.policy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the JSON form of a policy. Strict: unknown keys, words and doubled keys are mistakes with their place and the
 * nearest known word; nothing is guessed. At most a million characters.
 */
public final class PolicyReader {
    static final List<String> KEYS =
            List.of("version", "tls-partners", "portal-days", "lexicons", "rules", "otherwise");
    private static final int MAX_LENGTH = 1_000_000;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private PolicyReader() {}

    public static PolicyReading read(String json) {
        var mistakes = new ArrayList<PolicyReading.Mistake>();
        Optional<Policy> policy = Optional.empty();
        if (json.length() > MAX_LENGTH) {
            mistakes.add(new PolicyReading.Mistake("", "a policy has at most " + MAX_LENGTH + " characters"));
        } else {
            try {
                policy = policy(new JsonObject(JSON.readTree(json), "", mistakes));
            } catch (JacksonException e) {
                mistakes.add(notJson(e));
            }
        }
        if (policy.isPresent() && mistakes.isEmpty()) {
            return new PolicyReading.Read(policy.get());
        }
        return new PolicyReading.Refused(mistakes);
    }

    private static PolicyReading.Mistake notJson(JacksonException e) {
        var location = e.getLocation();
        String place = location == null ? "" : "line " + location.getLineNr() + ", column " + location.getColumnNr();
        return new PolicyReading.Mistake(place, "not JSON: " + e.getOriginalMessage());
    }

    private static Optional<Policy> policy(JsonObject json) {
        if (!json.isObjectOf(KEYS)) {
            return Optional.empty();
        }
        long version = json.optional("version").flatMap(JsonObject::integer).orElse(0L);
        int days =
                json.optional("portal-days").flatMap(JsonObject::smallInteger).orElse(14);
        List<DomainPattern> partners = json.optional("tls-partners")
                .map(list -> list.list(PolicyReader::domain))
                .orElse(List.of());
        List<Lexicon> lexicons = json.optional("lexicons")
                .map(list -> list.list(PolicyReader::lexicon))
                .orElse(List.of());
        var conditions = new ConditionReader(lexiconNames(lexicons));
        List<Rule> rules = json.required("rules")
                .map(list -> list.list(rule -> rule(rule, conditions)))
                .orElse(List.of());
        Optional<Outcome> otherwise = json.required("otherwise").flatMap(OutcomeReader::read);
        return json.build(otherwise, o -> new Policy(version, partners, days, lexicons, rules, o));
    }

    private static Set<String> lexiconNames(List<Lexicon> own) {
        var names = new LinkedHashSet<String>();
        ShippedLexicons.all().forEach(lexicon -> names.add(lexicon.name()));
        own.forEach(lexicon -> names.add(lexicon.name()));
        return names;
    }

    private static Optional<Rule> rule(JsonObject json, ConditionReader conditions) {
        if (!json.isObjectOf(List.of("id", "when", "then", "explanation"))) {
            return Optional.empty();
        }
        Optional<String> id = json.required("id").flatMap(JsonObject::string);
        Optional<Condition> when = json.required("when").flatMap(conditions::read);
        Optional<Outcome> then = json.required("then").flatMap(OutcomeReader::read);
        String explanation =
                json.optional("explanation").flatMap(JsonObject::string).orElse("");
        if (id.isEmpty()) {
            return Optional.empty();
        }
        return json.build(when, then, (w, t) -> new Rule(id.get(), w, t, explanation));
    }

    private static Optional<Lexicon> lexicon(JsonObject json) {
        if (!json.isObjectOf(List.of("name", "words"))) {
            return Optional.empty();
        }
        Optional<String> name = json.required("name").flatMap(JsonObject::string);
        Optional<List<Lexicon.Entry>> words = json.required("words").map(list -> list.list(PolicyReader::word));
        return json.build(name, words, Lexicon::new);
    }

    private static Optional<Lexicon.Entry> word(JsonObject json) {
        if (!json.isObjectOf(List.of("word", "weight"))) {
            return Optional.empty();
        }
        Optional<String> word = json.required("word").flatMap(JsonObject::string);
        Optional<Integer> weight = json.required("weight").flatMap(JsonObject::smallInteger);
        return json.build(word, weight, Lexicon.Entry::new);
    }

    static Optional<DomainPattern> domain(JsonObject json) {
        return json.build(json.string(), DomainPattern::new);
    }
}
