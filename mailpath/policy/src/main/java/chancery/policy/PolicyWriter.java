package chancery.policy;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes the JSON form that {@link PolicyReader} reads back to an equal policy. */
public final class PolicyWriter {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private PolicyWriter() {}

    public static String write(Policy policy) {
        return JSON.writeValueAsString(tree(policy));
    }

    private static ObjectNode tree(Policy policy) {
        ObjectNode json = NODES.objectNode();
        json.put("version", policy.version());
        json.set("tls-partners", strings(policy.tlsPartners()));
        json.put("portal-days", policy.portalDays());
        ArrayNode lexicons = json.putArray("lexicons");
        policy.lexicons().forEach(lexicon -> lexicons.add(lexicon(lexicon)));
        ArrayNode rules = json.putArray("rules");
        policy.rules().forEach(rule -> rules.add(rule(rule)));
        json.set("otherwise", outcome(policy.otherwise()));
        return json;
    }

    private static ObjectNode lexicon(Lexicon lexicon) {
        ObjectNode json = NODES.objectNode().put("name", lexicon.name());
        ArrayNode words = json.putArray("words");
        for (Lexicon.Entry entry : lexicon.words()) {
            words.addObject().put("word", entry.word()).put("weight", entry.weight());
        }
        return json;
    }

    private static ObjectNode rule(Rule rule) {
        ObjectNode json = NODES.objectNode().put("id", rule.id());
        json.set("when", condition(rule.when()));
        json.set("then", outcome(rule.then()));
        return json.put("explanation", rule.explanation());
    }

    private static ObjectNode condition(Condition condition) {
        ObjectNode json = NODES.objectNode();
        switch (condition) {
            case Condition.All all -> json.set("all", conditions(all.parts()));
            case Condition.Any any -> json.set("any", conditions(any.parts()));
            case Condition.Not not -> json.set("not", condition(not.part()));
            case Condition.Always always -> json.put("always", true);
            case Condition.SenderIs is -> json.set("sender", strings(is.senders()));
            case Condition.SenderDomainIn in -> json.set("sender-domain", strings(in.domains()));
            case Condition.RecipientIs is -> json.set("recipient", strings(is.recipients()));
            case Condition.RecipientDomainIn in -> json.set("recipient-domain", strings(in.domains()));
            case Condition.HeaderMatches header ->
                json.putObject("header")
                        .put("name", header.name())
                        .put("value", header.value().pattern());
            case Condition.SubjectTag tag -> json.set("subject-tag", strings(tag.tags()));
            case Condition.SizeOver size -> json.put("size-over", size.octets());
            case Condition.LexiconScore score ->
                json.putObject("lexicon").put("name", score.lexicon()).put("at-least", score.atLeast());
            case Condition.Goes goes -> json.put("direction", goes.direction().word());
            case Condition.ScanIncomplete incomplete -> json.put("scan-incomplete", true);
            case Condition.Unscannable unscannable -> json.put("unscannable", true);
        }
        return json;
    }

    private static ArrayNode conditions(List<Condition> parts) {
        ArrayNode json = NODES.arrayNode();
        parts.forEach(part -> json.add(condition(part)));
        return json;
    }

    private static ObjectNode outcome(Outcome outcome) {
        ObjectNode json = NODES.objectNode();
        switch (outcome) {
            case Outcome.Deliver deliver ->
                json.set(
                        "deliver",
                        strings(deliver.methods().stream()
                                .map(MethodChoice::word)
                                .toList()));
            case Outcome.Reject reject -> json.put("reject", reject.text());
            case Outcome.Quarantine quarantine -> json.put("quarantine-days", quarantine.days());
            case Outcome.Defer defer -> json.put("defer", defer.text());
        }
        return json;
    }

    private static JsonNode strings(List<?> things) {
        ArrayNode json = NODES.arrayNode();
        things.forEach(thing -> json.add(thing.toString()));
        return json;
    }
}
