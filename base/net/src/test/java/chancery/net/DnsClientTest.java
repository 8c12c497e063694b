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
