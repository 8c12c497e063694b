package chancery.cli;

import chancery.admin.ApiDescription;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import tools.jackson.databind.JsonNode;

/** The fields of a resource at the end of a command's help, out of the description of the API. */
final class FieldHelp {
    private static final Pattern CAPITAL = Pattern.compile("[A-Z]");

    private FieldHelp() {}

    /** The description is read only when help is asked for. */
    static void add(CommandSpec command, Resource resource, Sending sending) {
        command.usageMessage().sectionMap().put(UsageMessageSpec.SECTION_KEY_FOOTER, _ -> text(resource, sending));
    }

    private static String text(Resource resource, Sending sending) {
        var fields = fields(schema(resource, sending));
        var example = resource.example(sending);
        return (fields.isEmpty() ? "" : "Fields:" + System.lineSeparator() + fields)
                + (example.isEmpty()
                        ? ""
                        : System.lineSeparator() + "For example: chancery admin " + resource.word() + " " + example
                                + System.lineSeparator());
    }

    private static JsonNode schema(Resource resource, Sending sending) {
        var paths = ApiCommand.JSON.readTree(ApiDescription.json()).path("paths");
        var known = paths.propertyNames().stream()
                .filter(path -> path.matches("/" + resource.path() + (sending == Sending.ADD ? "" : "/\\{\\w+}")))
                .findFirst();
        return paths.path(known.orElse(""))
                .path(sending.method().toLowerCase(Locale.ROOT))
                .path("requestBody")
                .path("content")
                .path("application/json")
                .path("schema");
    }

    private static String fields(JsonNode schema) {
        Set<String> required = new HashSet<>();
        schema.path("required").forEach(name -> required.add(name.asString()));
        var names = List.copyOf(schema.path("properties").propertyNames());
        int width = names.stream().mapToInt(name -> typed(name).length()).max().orElse(0);
        return names.stream()
                .map(name -> ("  " + typed(name)
                                + " ".repeat(width - typed(name).length()) + "  "
                                + words(schema.path("properties").path(name), required.contains(name)))
                        .stripTrailing())
                .collect(Collectors.joining(System.lineSeparator(), "", System.lineSeparator()));
    }

    /** As {@link Fields} reads it: {@code mailServer} is {@code mail-server}. */
    private static String typed(String name) {
        return CAPITAL.matcher(name).replaceAll(capital -> "-" + capital.group().toLowerCase(Locale.ROOT));
    }

    private static String words(JsonNode field, boolean required) {
        var values =
                field.path("enum").values().stream().map(JsonNode::asString).collect(Collectors.joining(" or "));
        return List.of(
                        required ? "needed" : "",
                        values,
                        field.path("description").asString(""))
                .stream()
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining("; "));
    }
}
