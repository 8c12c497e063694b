package chancery.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Header values of Stalwart's set with what they should be read as. */
class StalwartHeaderValuesTest {

    @ParameterizedTest
    @ValueSource(strings = {"address", "content_type", "date", "id", "unstructured"})
    void everyValueIsReadAsExpected(String kind) throws Exception {
        var file = Corpora.folder("mime-mail-parser-stalwart").resolve("resources/" + kind + ".json");
        var found = new TreeMap<String, String>();
        int number = 0;
        for (JsonNode c : JsonMapper.builder().build().readTree(Files.readAllBytes(file))) {
            String header = c.get("header").asString();
            var differences = compare(kind, c.get("expected"), header);
            if (!differences.isEmpty()) {
                found.put("%s.json#%03d".formatted(kind, number), header + " " + differences);
            }
            number++;
        }
        assertThat(number).isPositive();
        var choices = Corpora.choices(StalwartHeaderValuesTest.class, "/stalwart-value-choices.tsv");
        var unexplained = new TreeMap<>(found);
        unexplained.keySet().removeIf(k -> choices.containsKey(k));
        assertThat(unexplained).isEmpty();
        choices.keySet().stream()
                .filter(k -> k.startsWith(kind + "."))
                .forEach(k -> assertThat(found).containsKey(k));
    }

    private static List<String> compare(String kind, JsonNode expected, String header) {
        // the value lies in the message up to the first line that does not begin with white space
        var field = HeaderSection.parse(("X:" + header).getBytes(StandardCharsets.UTF_8))
                .fields()
                .getFirst();
        String value = field.value();
        return switch (kind) {
            case "address" -> expected.isString() ? List.of() : StalwartValues.addresses(expected, value);
            case "content_type" -> expected.isNull() ? List.of() : StalwartValues.type(expected, value);
            case "date" -> StalwartValues.date(expected, value);
            case "id" -> same(strings(expected), MessageIds.all(value));
            default -> expected.isNull() ? List.of() : same(List.of(expected.asString()), List.of(field.text()));
        };
    }

    private static List<String> strings(JsonNode expected) {
        var all = new ArrayList<String>();
        if (expected.isString()) {
            all.add(expected.asString());
        } else {
            expected.forEach(e -> all.add(e.asString()));
        }
        return all;
    }

    private static List<String> same(List<String> expected, List<String> actual) {
        return expected.equals(actual) ? List.of() : List.of("expected " + expected + " was " + actual);
    }
}
