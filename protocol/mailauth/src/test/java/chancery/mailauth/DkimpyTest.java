package chancery.mailauth;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mime.Corpora;
import chancery.mime.MimeSource;
import chancery.net.FakeDns;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages and keys of the dkimpy project: signed ones are verified, the others are signed with its key and verified. */
class DkimpyTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));

    private static Path data() {
        return Corpora.folder("dkim-dkimpy").resolve("dkim/tests/data");
    }

    private static FakeDns dns(String name, String file) throws IOException {
        var dns = new FakeDns();
        Tests.longTxt(dns, name, Files.readString(data().resolve(file)).strip());
        return dns;
    }

    @Test
    void theExampleOfRfc8463() throws Exception {
        var dns = dns("test._domainkey.football.example.com", "test.txt");
        // RFC 8463 §A.2
        dns.txt(
                "brisbane._domainkey.football.example.com",
                "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=");
        var results = new DkimVerifier(dns, CLOCK).verify(MimeSource.of(data().resolve("rfc6376.signed.msg")));
        assertThat(results.stream().map(r -> r.algorithm() + " " + r.result().word()))
                .as("%s", results)
                .containsExactly("ed25519-sha256 pass", "rsa-sha256 pass");
    }

    @ParameterizedTest
    @CsvSource({
        "ed25519test2.msg, sed._domainkey.test.ex, ed25519test.dns, fail",
        "ed25519test2.msg, sed._domainkey.test.ex, eximtest.dns, pass",
        "ed25519test2.msg, other._domainkey.test.ex, eximtest.dns, permerror",
    })
    void signedByExim(String message, String name, String record, String word) throws Exception {
        var results = new DkimVerifier(dns(name, record), CLOCK).verify(MimeSource.of(data().resolve(message)));
        assertThat(results.stream().map(r -> r.result().word()))
                .as("%s", results)
                .containsExactly(word);
    }

    @ParameterizedTest
    @CsvSource({
        "test.message",
        "test2.message",
        "test_extra.message",
        "test_nofrom.message",
        "rfc6376.msg",
        "ed25519test.msg",
        "message.mbox",
    })
    void signedByUs(String message) throws Exception {
        var key = Tests.rsaKey(Files.readString(data().resolve("test.private")));
        var signed = Tests.signed(new DkimSigner("example.com", "test", key), data().resolve(message));
        for (var record : List.of("test.txt pass", "test2.txt pass", "test_bad.txt permerror", "badk.txt permerror")) {
            assertThat(verdict(signed, record.split(" ")[0])).as(record).isEqualTo(record.split(" ")[1]);
        }
        assertThat(verdict(signed, "badversion.txt")).isEqualTo("permerror");
        assertThat(verdict(signed, "test_tlsrpt.txt")).isEqualTo("permerror");
    }

    private static String verdict(byte[] signed, String record) throws Exception {
        var results = new DkimVerifier(dns("test._domainkey.example.com", record), CLOCK).verify(MimeSource.of(signed));
        return results.getFirst().result().word();
    }

    @ParameterizedTest
    @CsvSource({"ed25519test.key, ed25519test.dns", "rfc8032_7_1.key, ''"})
    void keysOfEd25519(String file, String record) throws Exception {
        var key = Tests.ed25519Key(Files.readString(data().resolve(file)).strip());
        var signed = Tests.signed(new DkimSigner("example.com", "test", key), data().resolve("test.message"));
        var dns = new FakeDns();
        String own = "k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
        dns.txt(
                "test._domainkey.example.com",
                record.isEmpty()
                        ? own
                        : Files.readString(data().resolve(record), StandardCharsets.US_ASCII)
                                .strip());
        assertThat(new DkimVerifier(dns, CLOCK)
                        .verify(MimeSource.of(signed))
                        .getFirst()
                        .result())
                .isEqualTo(ResultWord.PASS);
    }
}
