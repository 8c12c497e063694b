package chancery.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@NullMarked
class DnsClientTest extends DnsResolverContract {
    private final List<FakeDnsServer> servers = new ArrayList<>();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-01T00:00:00Z"));
    private final InstantSource clock = now::get;

    @Override
    protected DnsResolver over(FakeDns zone) throws IOException {
        return client(DnssecMode.OFF, server(zone));
    }

    private FakeDnsServer server(FakeDns zone) throws IOException {
        var server = new FakeDnsServer(zone);
        servers.add(server);
        return server;
    }

    private DnsClient client(DnssecMode mode, FakeDnsServer... at) {
        var config = DnsConfig.of(
                        List.of(at).stream().map(FakeDnsServer::address).toList())
                .withDnssec(mode)
                .withTimes(Duration.ofMillis(300), Duration.ofSeconds(4));
        return new DnsClient(config, clock);
    }

    @AfterEach
    void stop() throws IOException {
        for (var server : servers) {
            server.close();
        }
    }

    @Test
    void answersAreKeptForTheirTimeAndNotLonger() throws Exception {
        var server = server(new FakeDns().record("a.example", 100, "MX", "1 mx.a.example."));
        var client = client(DnssecMode.OFF, server);
        client.mx("a.example");
        now.set(now.get().plusSeconds(99));
        client.mx("A.EXAMPLE");
        assertThat(server.answered()).isEqualTo(1);
        now.set(now.get().plusSeconds(1));
        client.mx("a.example");
        assertThat(server.answered()).isEqualTo(2);
    }

    @Test
    void timesToLiveAreBounded() throws Exception {
        var server = server(new FakeDns().record("a.example", 0, "MX", "1 mx.a.example."));
        var client = client(DnssecMode.OFF, server);
        assertThat(client.mx("a.example"))
                .isInstanceOfSatisfying(
                        DnsAnswer.Records.class, r -> assertThat(r.ttl()).isEqualTo(Duration.ofSeconds(5)));
        now.set(now.get().plusSeconds(4));
        client.mx("a.example");
        assertThat(server.answered()).isEqualTo(1);
    }

    @Test
    void absenceIsKeptToo() throws Exception {
        var server = server(new FakeDns().mx("a.example", 1, "mx.a.example"));
        var client = client(DnssecMode.OFF, server);
        for (int i = 0; i < 3; i++) {
            assertThat(client.mx("nowhere.example")).isInstanceOf(DnsAnswer.NoDomain.class);
            assertThat(client.txt("a.example")).isInstanceOf(DnsAnswer.NoRecords.class);
        }
        assertThat(server.answered()).isEqualTo(2);
        // RFC 2308 §5: without an SOA nobody says how long; we keep it for a minute
        now.set(now.get().plusSeconds(60));
        client.mx("nowhere.example");
        assertThat(server.answered()).isEqualTo(3);
    }

    @Test
    void theOldestAnswersMakeRoom() throws Exception {
        var zone = new FakeDns().txt("small.example", "x").txt("large.example", "x".repeat(200));
        var server = server(zone);
        var times = DnsBounds.preset();
        var config = DnsConfig.of(List.of(server.address()))
                .withBounds(new DnsBounds(
                        times.tryTimeout(), times.deadline(), times.minTtl(), times.maxTtl(), 3, 128 * 5));
        var client = new DnsClient(config, clock);
        client.txt("small.example");
        client.txt("one.example");
        client.txt("two.example");
        client.txt("small.example");
        assertThat(server.answered()).isEqualTo(3);
        client.txt("large.example");
        client.txt("small.example");
        assertThat(server.answered())
                .as("the large answer took the room of the small one")
                .isEqualTo(5);
        client.txt("three.example");
        client.txt("one.example");
        assertThat(server.answered()).isEqualTo(7);
    }

    @Test
    void answersWithTooManyRecordsAreRefused() throws Exception {
        var zone = new FakeDns();
        for (int i = 0; i < 1001; i++) {
            zone.address("many.example", "10.0." + i / 256 + "." + i % 256);
        }
        assertThat(over(zone).ipv4("many.example")).isInstanceOf(DnsAnswer.TemporaryFailure.class);
    }

    @Test
    void failuresAreNotKept() throws Exception {
        var zone = new FakeDns().fails("a.example", "broken").mx("a.example", 1, "mx.a.example");
        var client = client(DnssecMode.OFF, server(zone));
        assertThat(client.mx("a.example")).isInstanceOf(DnsAnswer.TemporaryFailure.class);
        zone.recovers("a.example");
        assertThat(client.mx("a.example")).isInstanceOf(DnsAnswer.Records.class);
    }

    @Test
    void theNextServerIsAskedWhenOneIsSilentOrFails() throws Exception {
        var zone = new FakeDns().mx("a.example", 1, "mx.a.example");
        var silent = server(zone);
        silent.silent(true);
        var failing = server(new FakeDns().fails("a.example", "broken"));
        assertThat(client(DnssecMode.OFF, silent, failing, server(zone)).mx("a.example"))
                .isInstanceOf(DnsAnswer.Records.class);
    }

    @Test
    void silenceIsATemporaryFailure() throws Exception {
        var silent = server(new FakeDns());
        silent.silent(true);
        assertThat(client(DnssecMode.OFF, silent).mx("a.example")).isInstanceOf(DnsAnswer.TemporaryFailure.class);
    }

    @Test
    void longAnswersComeByTcp() throws Exception {
        var zone = new FakeDns();
        for (int i = 0; i < 100; i++) {
            zone.mx("many.example", i, "mx" + i + ".many.example");
        }
        assertThat(over(zone).mx("many.example").recordsOrNone()).hasSize(100);
    }

    @Test
    void theServersWordOnAuthenticityCountsOnlyWhenTrusted() throws Exception {
        var zone = new FakeDns().mx("a.example", 1, "mx.a.example").security("a.example", DnsSecurity.SECURE);
        zone.mx("b.example", 1, "mx.a.example").security("b.example", DnsSecurity.INSECURE);
        var secure = new FakeDns(DnsSecurity.SECURE).mx("a.example", 1, "mx.a.example");
        var trusting = client(DnssecMode.TRUST_SERVERS, server(secure));
        assertThat(trusting.mx("a.example").security()).isEqualTo(DnsSecurity.SECURE);
        var other = client(DnssecMode.TRUST_SERVERS, server(zone));
        assertThat(other.mx("b.example").security()).isEqualTo(DnsSecurity.INSECURE);
        assertThat(client(DnssecMode.OFF, server(secure)).mx("a.example").security())
                .isEqualTo(DnsSecurity.UNKNOWN);
    }

    @Test
    void validationNeverBelievesAnUnsignedAnswer() throws Exception {
        var zone = new FakeDns(DnsSecurity.SECURE).mx("a.example", 1, "mx.a.example");
        var answer = client(DnssecMode.VALIDATE, server(zone)).mx("a.example");
        assertThat(answer.security()).isNotEqualTo(DnsSecurity.SECURE);
        assertThat(answer).isInstanceOf(DnsAnswer.TemporaryFailure.class);
    }
}
