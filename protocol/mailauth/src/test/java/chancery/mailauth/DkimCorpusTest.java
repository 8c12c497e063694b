package chancery.mailauth;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mime.Corpora;
import chancery.mime.MimeSource;
import chancery.net.FakeDns;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Messages of the Mail::DKIM project: the verdict is in the name of the file, or in a table with the reason. */
class DkimCorpusTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));

    @TestFactory
    Stream<DynamicTest> byTheRulesOfTheirTime() throws IOException {
        return verdicts(DkimPolicy.RFC_4871, Corpora.choices(DkimCorpusTest.class, "dkim-choices-old.tsv"));
    }

    @TestFactory
    Stream<DynamicTest> byTheRulesOfToday() throws IOException {
        return verdicts(DkimPolicy.RFC_8301, Corpora.choices(DkimCorpusTest.class, "dkim-choices-today.tsv"));
    }

    @Test
    void allMessagesAreThere() throws IOException {
        assertThat(files()).hasSize(79);
    }

    private static List<Path> files() throws IOException {
        return Corpora.files(Corpora.folder("dkim-mail-dkim-perl").resolve("t/corpus"), ".txt");
    }

    private static Stream<DynamicTest> verdicts(DkimPolicy policy, Map<String, String> choices) throws IOException {
        return files().stream().map(file -> {
            String name = file.getFileName().toString();
            return DynamicTest.dynamicTest(name, () -> {
                var results = new DkimVerifier(keys(), CLOCK, policy).verify(MimeSource.of(file));
                assertThat(overall(results))
                        .as("%s", results)
                        .isIn(
                                choices.containsKey(name)
                                        ? List.of(choices.get(name).split("\t")[0])
                                        : promised(name));
            });
        });
    }

    private static String overall(List<DkimResult> results) {
        boolean pass = results.stream().anyMatch(r -> r.result() == ResultWord.PASS);
        return pass
                ? "pass"
                : results.isEmpty() ? "none" : results.getFirst().result().word();
    }

    private static List<String> promised(String name) {
        if (name.matches("badkey[23]_.*")) {
            // the key is right, header or body were changed
            return List.of("fail");
        }
        if (name.matches("(badkey|ignore|bad_dk).*")) {
            return List.of("none", "neutral", "permerror", "policy", "temperror");
        }
        return List.of(name.startsWith("bad_") ? "fail" : "pass");
    }

    @Test
    void ofSeveralSignaturesEachHasItsVerdict() throws Exception {
        var file = Corpora.folder("dkim-mail-dkim-perl").resolve("t/corpus/multiple_2.txt");
        var results = new DkimVerifier(keys(), CLOCK, DkimPolicy.RFC_4871).verify(MimeSource.of(file));
        assertThat(results.stream().map(r -> r.result().word())).containsExactly("neutral", "pass", "fail", "neutral");
        assertThat(results.get(1).key().name()).isEqualTo("selector1._domainkey.messiah.edu");
        assertThat(results.get(1).key().bits()).isEqualTo(1024);
    }

    static FakeDns keys() throws IOException {
        var dns = new FakeDns();
        try (var in = DkimCorpusTest.class.getResourceAsStream("dkim-keys.tsv")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                String[] cells = line.split("\t", 2);
                if (!line.startsWith("#")) {
                    if (cells[1].startsWith("!")) {
                        dns.fails(cells[0], cells[1].substring(2));
                    } else {
                        Tests.longTxt(dns, cells[0], cells[1]);
                    }
                }
            }
        }
        return dns;
    }
}
