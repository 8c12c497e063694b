package chancery.mailauth;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mime.Corpora;
import chancery.mime.MimeSource;
import chancery.net.FakeDns;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.yaml.snakeyaml.Yaml;

/** The validation suite that Valimail made of ARC. */
class ArcSuiteTest {
    /**
     * Cases that contradict the standard: this one is signed with relaxed header fields and says nothing of it, but
     * without the tag c a signature is simple/simple (RFC 6376 §3.5, whose semantics RFC 8617 §4.1.2 takes over).
     */
    private static final Set<String> AGAINST_THE_STANDARD = Set.of("ams_fields_c_na");

    @TestFactory
    Stream<DynamicTest> validation() throws IOException {
        return scenarios().stream()
                .flatMap(scenario -> tests(scenario).entrySet().stream()
                        .map(test -> DynamicTest.dynamicTest(
                                test.getKey(), () -> check(test.getKey(), scenario, test.getValue()))));
    }

    @Test
    void hasAllItsTests() throws IOException {
        assertThat(scenarios().stream().mapToInt(s -> tests(s).size()).sum()).isEqualTo(171);
    }

    private static List<Map<String, Object>> scenarios() throws IOException {
        var file = Corpora.folder("arc-valimail").resolve("tests/arc-draft-validation-tests.yml");
        try (InputStream in = Files.newInputStream(file)) {
            return StreamSupport.stream(new Yaml().loadAll(in).spliterator(), false)
                    .map(ArcSuiteTest::map)
                    .toList();
        }
    }

    @SuppressWarnings("unchecked")
    private static <T> Map<String, T> map(Object value) {
        return (Map<String, T>) value;
    }

    private static Map<String, Map<String, Object>> tests(Map<String, Object> scenario) {
        return map(scenario.get("tests"));
    }

    private static void check(String name, Map<String, Object> scenario, Map<String, Object> test) throws Exception {
        var dns = new FakeDns();
        if (scenario.get("txt-records") != null) {
            ArcSuiteTest.<Object>map(scenario.get("txt-records"))
                    .forEach((owner, text) ->
                            Tests.longTxt(dns, owner, text.toString().strip()));
        }
        Object message = test.get("message");
        byte[] octets =
                (message == null ? "" : message.toString().replace("\n", "\r\n")).getBytes(StandardCharsets.UTF_8);
        var result = new ArcVerifier(dns, InstantSource.fixed(Tests.NOW)).verify(MimeSource.of(octets));
        Object cv = test.get("cv");
        // a chain that already failed has no status of its own in the suite; for us it is a fail (RFC 8617 §5.2)
        String expected =
                cv == null || cv.toString().isEmpty() ? "fail" : cv.toString().toLowerCase(Locale.ROOT);
        if (AGAINST_THE_STANDARD.contains(name)) {
            expected = "fail";
        }
        assertThat(result.result().word())
                .as("%s %s", test.get("description"), result)
                .isEqualTo(expected);
    }
}
