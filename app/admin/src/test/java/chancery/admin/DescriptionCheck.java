package chancery.admin;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds what the API answers against its description: an answer's status, type and every member of its body must be
 * described, and a described member that is required must be there.
 */
final class DescriptionCheck {
    private final JsonNode description;
    private final Set<String> answered = new ConcurrentSkipListSet<>();

    DescriptionCheck() {
        try {
            description = JsonMapper.builder().build().readTree(ApiDescription.json());
        } catch (RuntimeException e) {
            throw new AssertionError(e);
        }
    }

    /** Operations that have answered with success, as {@code GET /tenants}. */
    Set<String> answered() {
        return answered;
    }

    Set<String> described() {
        var all = new TreeSet<String>();
        for (var path : description.path("paths").properties()) {
            path.getValue()
                    .propertyNames()
                    .forEach(method -> all.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey()));
        }
        return all;
    }

    /** What is not as described; empty also for a request to nothing that is described. */
    List<String> faults(String method, String target, ApiFixture.Answer answer) throws IOException {
        String path = "/" + target.replaceAll("[?].*", "");
        for (var described : description.path("paths").properties()) {
            String pattern = described.getKey().replaceAll("[{][^}]*[}]", "[^/]+");
            JsonNode operation = described.getValue().path(method.toLowerCase(java.util.Locale.ROOT));
            if (path.matches(pattern) && operation.isObject()) {
                return faults(method + " " + described.getKey(), operation, answer);
            }
        }
        return List.of();
    }

    private List<String> faults(String name, JsonNode operation, ApiFixture.Answer answer) {
        var faults = new ArrayList<String>();
        JsonNode responses = operation.path("responses");
        String status = Integer.toString(answer.status());
        JsonNode response = responses.path(responses.has(status) ? status : "default");
        if (!responses.has(status) && answer.status() < 400) {
            faults.add(name + " answered " + status + ", which is not described");
        }
        if (answer.status() < 400) {
            answered.add(name);
        }
        JsonNode contents = resolved(response).path("content");
        if (contents.isEmpty()) {
            return faults;
        }
        String type = answer.contentType().replaceAll(";.*", "");
        if (!contents.has(type)) {
            faults.add(name + " answered " + type + ", described is " + contents.propertyNames());
        }
        check(name, contents.path(type).path("schema"), answer.body(), faults);
        return faults;
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? description.at(node.path("$ref").asString("").substring(1)) : node;
    }

    private void check(String where, JsonNode described, JsonNode value, List<String> faults) {
        JsonNode schema = resolved(described);
        String type = schema.path("type").asString("");
        boolean fits = switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isString();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            default -> true;
        };
        if (!fits) {
            faults.add(where + " is not of type " + type + ": " + value);
            return;
        }
        if (schema.has("enum") && schema.path("enum").values().stream().noneMatch(value::equals)) {
            faults.add(where + " is none of " + schema.path("enum") + ": " + value);
        }
        if (value.isArray()) {
            value.forEach(one -> check(where + "[]", schema.path("items"), one, faults));
        } else if (value.isObject() && schema.has("properties")) {
            members(where, schema, value, faults);
        }
    }

    private void members(String where, JsonNode schema, JsonNode value, List<String> faults) {
        for (var member : value.properties()) {
            JsonNode described = schema.path("properties").path(member.getKey());
            if (described.isMissingNode() && !schema.has("additionalProperties")) {
                faults.add(where + "." + member.getKey() + " is not described");
            } else if (!described.isMissingNode()) {
                check(where + "." + member.getKey(), described, member.getValue(), faults);
            }
        }
        for (JsonNode required : schema.path("required")) {
            if (!value.has(required.asString(""))) {
                faults.add(where + "." + required.asString("") + " is described as always there, and is not");
            }
        }
    }
}
