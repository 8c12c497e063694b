package chancery.admin;

import chancery.mail.EmailAddress;
import chancery.mail.SyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The JSON object of a request, read strictly: a key that is not known is a mistake. */
final class Body {
    static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final ObjectNode object;

    private Body(ObjectNode object) {
        this.object = object;
    }

    static Body of(byte[] octets) {
        try {
            if (JSON.readTree(octets) instanceof ObjectNode object) {
                return new Body(object);
            }
            throw ProblemException.unreadable("The body must be a JSON object.");
        } catch (JacksonException e) {
            throw ProblemException.unreadable("The body is not JSON: " + e.getOriginalMessage());
        }
    }

    static Body of(byte[] octets, String... known) {
        Body body = of(octets);
        List<String> allowed = List.of(known);
        List<String> unknown = body.object.propertyNames().stream()
                .filter(key -> !allowed.contains(key))
                .toList();
        if (!unknown.isEmpty()) {
            throw ProblemException.invalid(
                    "Unknown " + String.join(", ", unknown) + "; known are " + String.join(", ", allowed) + ".");
        }
        return body;
    }

    ObjectNode object() {
        return object;
    }

    Optional<String> optional(String key) {
        JsonNode value = object.get(key);
        if (value == null || value.isNull()) {
            return Optional.empty();
        }
        if (value.isNumber() || value.isBoolean()) {
            return Optional.of(value.asString());
        }
        if (!value.isString()) {
            throw ProblemException.invalid("\"" + key + "\" must be a string.");
        }
        return Optional.of(value.stringValue());
    }

    String required(String key) {
        return optional(key).orElseThrow(() -> ProblemException.invalid("\"" + key + "\" is missing."));
    }

    /** A list of strings, or one string. */
    List<String> strings(String key) {
        JsonNode value = object.get(key);
        if (value == null || !value.isArray()) {
            return List.of(required(key));
        }
        var out = new ArrayList<String>();
        for (JsonNode entry : value) {
            if (!entry.isString()) {
                throw ProblemException.invalid("\"" + key + "\" must be a list of strings.");
            }
            out.add(entry.stringValue());
        }
        return out;
    }

    static EmailAddress address(String text) {
        try {
            return EmailAddress.parse(text.strip());
        } catch (SyntaxException e) {
            throw ProblemException.invalid("\"" + text + "\" is no mail address: " + e.getMessage() + ".");
        }
    }

    /** {@code anna@clinic.example, bob@...} for messages. */
    static String joined(List<?> things) {
        return things.stream().map(Object::toString).collect(Collectors.joining(", "));
    }
}
