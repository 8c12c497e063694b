package chancery.mailauth;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mime.Corpora;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.yaml.snakeyaml.Yaml;

/** The suite that the openspf project made of RFC 7208. */
class SpfSuiteTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(1_700_000_000));

    @TestFactory
    Stream<DynamicTest> suite() throws IOException {
        return scenarios().stream()
                .flatMap(scenario -> tests(scenario).entrySet().stream()
                        .map(test -> DynamicTest.dynamicTest(test.getKey(), () -> check(scenario, test.getValue()))));
    }

    @Test
    void hasAllItsTests() throws IOException {
        assertThat(scenarios().stream().mapToInt(s -> tests(s).size()).sum()).isEqualTo(203);
    }

    private static List<Map<String, Object>> scenarios() throws IOException {
        var file = Corpora.folder("spf-rfc7208-pyspf").resolve("test/rfc7208-tests.yml");
        try (InputStream in = Files.newInputStream(file)) {
            return StreamSupport.stream(new Yaml().loadAll(in).spliterator(), false)
                    .map(SpfSuiteTest::map)
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

    private static void check(Map<String, Object> scenario, Map<String, Object> test) {
        var verifier = new SpfVerifier(new SuiteDns(map(scenario.get("zonedata"))), CLOCK, "receiver.example");
        var result = verifier.verify(query(test));
        Object wanted = test.get("result");
        List<?> words = wanted instanceof List<?> several ? several : List.of(wanted);
        assertThat(words.stream().map(Object::toString))
                .as("%s: %s", result, test.get("description"))
                .contains(result.result().word());
        Object explanation = test.get("explanation");
        if (explanation != null) {
            // names and addresses in it may be written in either case
            assertThat(result.explanation())
                    .isEqualToIgnoringCase(explanation.equals("DEFAULT") ? "" : explanation.toString());
        }
    }

    private static SpfQuery query(Map<String, Object> test) {
        var client = InetAddress.ofLiteral(test.get("host").toString());
        String helo = test.get("helo").toString();
        String sender = test.get("mailfrom").toString();
        int at = sender.lastIndexOf('@');
        return sender.isEmpty()
                ? SpfQuery.helo(client, helo)
                : new SpfQuery(
                        SpfQuery.Identity.MAIL_FROM,
                        client,
                        helo,
                        sender.substring(0, Math.max(0, at)),
                        sender.substring(at + 1));
    }
}
