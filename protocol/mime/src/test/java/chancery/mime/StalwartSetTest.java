package chancery.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The message set of Stalwart's parser with its expected parses, each message with LF and with CRLF. */
class StalwartSetTest {
    private static final String FOLDER = "mime-mail-parser-stalwart";

    private final List<String> differences = new ArrayList<>();

    @Test
    void everyMessageParsesAsExpected() throws Exception {
        var found = new TreeMap<String, String>();
        var expectations = Corpora.files(Corpora.folder(FOLDER).resolve("resources/eml"), ".json");
        for (Path expectation : expectations) {
            differences.clear();
            String name = expectation.getFileName().toString();
            boolean crlf = name.endsWith(".crlf.json");
            byte[] octets =
                    Files.readAllBytes(expectation.resolveSibling(name.replaceFirst("(\\.crlf)?\\.json$", ".eml")));
            String lines = new String(octets, ISO_8859_1).replace("\r\n", "\n");
            octets = (crlf ? lines.replace("\n", "\r\n") : lines).getBytes(ISO_8859_1);
            var json = JsonMapper.builder().build().readTree(Files.readAllBytes(expectation));
            message(json, MessageParser.parse(octets).root(), "");
            if (!differences.isEmpty()) {
                found.put(expectation.getParent().getFileName() + "/" + name, String.join(" | ", differences));
            }
        }
        assertThat(expectations).hasSizeGreaterThanOrEqualTo(200);
        var choices = Corpora.choices(StalwartSetTest.class, "/stalwart-choices.tsv");
        var unexplained = new TreeMap<>(found);
        unexplained.keySet().removeIf(k -> choices.containsKey(k.replace(".crlf", "")));
        assertThat(unexplained).isEmpty();
        choices.keySet().forEach(c -> assertThat(found).containsKey(c));
    }

    private void message(JsonNode expected, Entity root, String where) throws IOException {
        var ids = new ArrayList<Entity>();
        part(expected, 0, root, where, ids);
        var bodies = BodySelection.of(root);
        same(where + " text_body", expected.get("text_body"), numbers(bodies.text, ids));
        same(where + " html_body", expected.get("html_body"), numbers(bodies.html, ids));
        same(where + " attachments", expected.get("attachments"), numbers(bodies.attachments, ids));
    }

    private static String numbers(List<Entity> parts, List<Entity> ids) {
        return parts.stream().map(p -> "" + ids.indexOf(p)).toList().toString().replace(" ", "");
    }

    private void part(JsonNode message, int id, Entity actual, String where, List<Entity> ids) throws IOException {
        while (ids.size() <= id) {
            ids.add(actual);
        }
        ids.set(id, actual);
        JsonNode expected = message.get("parts").get(id);
        String here = where + "/" + id;
        headers(expected.get("headers"), actual, here);
        JsonNode body = expected.get("body");
        String kind = body.isString()
                ? body.asString()
                : body.propertyNames().iterator().next();
        JsonNode value = body.isString() ? body : body.get(kind);
        switch (kind) {
            case "Text", "Html" -> same(here + " text", value.asString(), actual.text(10_000_000));
            case "Binary", "InlineBinary" -> same(here + " octets", octets(value), octets(actual));
            case "Message" -> {
                if (actual.children().size() != 1) {
                    differences.add(here + " no inner message");
                } else {
                    message(value, actual.children().getFirst(), here);
                }
            }
            case "Multipart" -> {
                same(here + " parts", "" + value.size(), "" + actual.children().size());
                for (int i = 0; i < Math.min(value.size(), actual.children().size()); i++) {
                    part(message, value.get(i).asInt(), actual.children().get(i), where, ids);
                }
            }
            default -> differences.add(here + " unknown " + kind);
        }
    }

    private void headers(JsonNode expected, Entity actual, String where) {
        var fields = actual.header().fields().stream()
                .filter(f -> !f.name().isEmpty())
                .toList();
        var names = new ArrayList<String>();
        expected.forEach(h -> names.add(name(h.get("name"))));
        var found = fields.stream()
                .map(f -> f.name().toLowerCase(java.util.Locale.ROOT))
                .toList();
        same(where + " fields", names.toString(), found.toString());
        for (int i = 0; names.equals(found) && i < names.size(); i++) {
            value(expected.get(i).get("value"), fields.get(i), where + " " + names.get(i));
        }
    }

    private static String name(JsonNode node) {
        String name = node.isString()
                ? node.asString().replace('_', '-')
                : node.get("other").asString();
        return name.toLowerCase(java.util.Locale.ROOT);
    }

    private void value(JsonNode expected, HeaderField field, String where) {
        if (expected.isString() || field.name().startsWith("List-")) {
            return;
        }
        String kind = expected.propertyNames().iterator().next();
        JsonNode value = expected.get(kind);
        switch (kind) {
            // the set folds only the fields it knows; RFC 5322 §2.2.3 unfolds all
            case "Text" -> same(where, unfolded(value), isId(field) ? MessageIds.bare(field.value()) : field.text());
            case "Address" -> StalwartValues.addresses(value, field.value()).forEach(d -> differences.add(where + d));
            case "DateTime" -> StalwartValues.date(value, field.value()).forEach(d -> differences.add(where + d));
            case "ContentType" -> StalwartValues.type(value, field).forEach(d -> differences.add(where + d));
            case "TextList" -> same(where, value, StalwartValues.json(MessageIds.all(field.value())));
            case "Received" -> {}
            default -> differences.add(where + " unknown " + kind);
        }
    }

    private static String unfolded(JsonNode text) {
        return text.asString().replaceAll("\r?\n(?=[ \t])", "");
    }

    private static boolean isId(HeaderField field) {
        return field.isNamed("Message-ID")
                || field.isNamed("Content-ID")
                || field.isNamed("In-Reply-To")
                || field.isNamed("Return-Path");
    }

    private static String octets(JsonNode numbers) {
        var text = new StringBuilder();
        numbers.forEach(n -> text.append((char) n.asInt()));
        return text.toString();
    }

    private static String octets(Entity entity) throws IOException {
        return new String(entity.open().readAllBytes(), ISO_8859_1);
    }

    private void same(String what, JsonNode expected, String actual) {
        same(what, expected.toString(), actual);
    }

    private void same(String what, String expected, String actual) {
        if (!StalwartValues.sameButForReplaced(expected, actual)) {
            differences.add(what + " expected <" + cut(expected) + "> was <" + cut(actual) + ">");
        }
    }

    private static String cut(String text) {
        String shown =
                new String(text.getBytes(UTF_8), UTF_8).replace("\n", "\\n").replace("\r", "\\r");
        return shown.length() < 160 ? shown : shown.substring(0, 70) + "..." + shown.substring(shown.length() - 70);
    }
}
