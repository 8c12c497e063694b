package chancery.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a person writes as {@code name=value} becomes JSON. */
final class Fields {
    private static final Pattern DASH = Pattern.compile("-([a-z])");

    private Fields() {}

    /** Names as the API writes them: {@code relay-host} is {@code relayHost}. */
    static Map<String, String> pairs(List<String> written) {
        return pairs(written, "");
    }

    /** @param alone the field that one word without a name is; empty for none */
    private static Map<String, String> pairs(List<String> written, String alone) {
        var pairs = new TreeMap<String, String>();
        for (var pair : written) {
            int equals = pair.indexOf('=');
            if (equals < 0 && !alone.isEmpty() && pairs.putIfAbsent(alone, pair) == null) {
                continue;
            }
            if (equals < 1) {
                throw CliException.misused("'" + pair + "' is not NAME=VALUE; --help names the fields");
            }
            var name = DASH.matcher(pair.substring(0, equals))
                    .replaceAll(dash -> dash.group(1).toUpperCase(java.util.Locale.ROOT));
            pairs.put(name, pair.substring(equals + 1));
        }
        return pairs;
    }

    /**
     * @param alone the field that one word without a name is; empty for none
     * @param example what could be written; empty when nobody knows
     */
    static ObjectNode body(Optional<Path> file, List<String> written, String alone, String example) {
        var body = file.isPresent() ? object(file.get()) : ApiCommand.JSON.createObjectNode();
        pairs(written, alone).forEach((name, value) -> body.set(name, value(value)));
        if (body.isEmpty()) {
            throw CliException.misused("nothing to send; write NAME=VALUE or --file FILE"
                    + (example.isEmpty() ? "" : ", for example: " + example));
        }
        return body;
    }

    private static ObjectNode object(Path file) {
        if (ApiClient.parse(read(file)) instanceof ObjectNode object) {
            return object;
        }
        throw CliException.misused(file + " is no JSON object");
    }

    /** A JSON literal stays one; {@code @file} is the file's text; everything else is a string. */
    private static JsonNode value(String text) {
        if (text.startsWith("@")) {
            return ApiCommand.JSON.valueToTree(read(Path.of(text.substring(1))).stripTrailing());
        }
        boolean literal = text.matches("true|false|null|-?\\d{1,15}|\\[.*]|\\{.*}");
        var parsed = literal ? ApiClient.parse(text) : ApiClient.parse("");
        return parsed.isMissingNode() ? ApiCommand.JSON.valueToTree(text) : parsed;
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw MailFiles.unreadable(file, e);
        }
    }
}
