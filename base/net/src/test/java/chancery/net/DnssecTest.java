package chancery.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chancery.config.HostPort;
import chancery.net.SignedZone.Denial;
import chancery.testkit.TestCa;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real zones with real signatures behind a real server. */
@NullMarked
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DnssecTest {
    private static final Instant NOW = Instant.now();
    private static final TestCa CA = TestCa.create();

    private final SignedZone good = SignedZone.of("good.", Denial.NSEC, NOW)
            .record("good.", "MX", "10 mx.good.")
            .record("mx.good.", "A", "192.0.2.1")
            .record("_25._tcp.mx.good.", "TLSA", "3 1 1 00FF")
            .record("inside.good.", "CNAME", "mx.good.")
            .record("outside.good.", "CNAME", "mx.plain.")
            .record("*.wild.good.", "TXT", "\"any\"")
            // else unbound proves the absence of the name by the wildcard's own NSEC, under the expanded name
            .record("aaa.wild.good.", "TXT", "\"one\"");
    private final SignedZone hashed = SignedZone.of("hashed.", Denial.NSEC3, NOW)
            .record("mx.hashed.", "A", "192.0.2.2")
            .record("*.wild.hashed.", "TXT", "\"any\"")
            .record("_25._tcp.mx.hashed.", "TLSA", "3 1 1 00FF");
    private final SignedZone plain =
            SignedZone.of("plain.", Denial.UNSIGNED, NOW).record("mx.plain.", "A", "192.0.2.3");
    private final SignedZone bad = SignedZone.of("bad.", Denial.NSEC, NOW)
            .record("mx.bad.", "A", "192.0.2.4")
            .tampered("mx.bad.", "A", "203.0.113.66")
            .record("well.bad.", "A", "192.0.2.5");
    private final SignedZone old = SignedZone.expired("old.", NOW).record("mx.old.", "A", "192.0.2.6");
    private final SignedZone root = SignedZone.of(".", Denial.NSEC, NOW)
            .delegate(good)
            .delegate(hashed)
            .delegate(plain)
            .delegate(bad)
            .delegate(old);
    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);

    /** Who validates. */
    enum Way {
        HERE,
        HERE_OVER_TLS,
        TRUSTED_SERVER
    }

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path relays;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path validates;

    @SuppressWarnings("NullAway.Init")
    private Unbound relay;

    @SuppressWarnings("NullAway.Init")
    private Unbound validator;

    @BeforeAll
    void start() throws Exception {
        var zones = List.of(root, good, hashed, plain, bad, old);
        relay = Unbound.start(relays, zones, false, Optional.of(CA.server("dns.example")))
                .ready();
        validator = Unbound.start(validates, zones, true, Optional.empty()).ready();
    }

    @AfterAll
    @SuppressWarnings("NullAway") // nothing was started where unbound is not installed
    void stop() {
        if (relay != null) {
            relay.close();
        }
        if (validator != null) {
            validator.close();
        }
    }

    private DnsConfig config(HostPort server) {
        return DnsConfig.of(List.of(server))
                .withTrustAnchors(root.trustAnchor())
                .withTimes(Duration.ofSeconds(3), Duration.ofSeconds(10));
    }

    private DnsClient client(Way way) {
        var config = switch (way) {
            case HERE -> config(relay.address()).withDnssec(DnssecMode.VALIDATE);
            case HERE_OVER_TLS ->
                config(relay.tlsAddress())
                        .withDnssec(DnssecMode.VALIDATE)
                        .withTls(TlsContexts.verified(List.of(CA.certificate())), "dns.example");
            case TRUSTED_SERVER -> config(validator.address()).withDnssec(DnssecMode.TRUST_SERVERS);
        };
        return new DnsClient(config, now::get);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void signedRecordsAreSecure(Way way) {
        var dns = client(way);
        secureRecords(dns.mx("good"));
        secureRecords(dns.ipv4("mx.good"));
        secureRecords(dns.tlsa("_25._tcp.mx.good"));
        secureRecords(dns.tlsa("_25._tcp.mx.hashed"));
        secureRecords(dns.txt("anything.wild.good"));
        secureRecords(dns.txt("anything.wild.hashed"));
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void absenceIsProven(Way way) {
        var dns = client(way);
        for (String zone : List.of("good", "hashed")) {
            assertThat(dns.tlsa("nowhere." + zone)).isEqualTo(new DnsAnswer.NoDomain<>(DnsSecurity.SECURE));
            assertThat(dns.tlsa("_25._tcp." + zone)).isEqualTo(new DnsAnswer.NoDomain<>(DnsSecurity.SECURE));
            assertThat(dns.ipv6("mx." + zone)).isEqualTo(new DnsAnswer.NoRecords<>(DnsSecurity.SECURE));
            assertThat(dns.ipv4("_tcp.mx." + zone)).isEqualTo(new DnsAnswer.NoRecords<>(DnsSecurity.SECURE));
        }
        // not in the other zone: unbound 1.17 forgets that _tcp exists when it serves NSEC3 itself
        assertThat(dns.tlsa("_26._tcp.mx.good")).isEqualTo(new DnsAnswer.NoDomain<>(DnsSecurity.SECURE));
        assertThat(dns.addresses("mx.good").security()).isEqualTo(DnsSecurity.SECURE);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void anUnsignedDelegationIsInsecureNotBogus(Way way) {
        var dns = client(way);
        assertThat(dns.ipv4("mx.plain"))
                .isInstanceOf(DnsAnswer.Records.class)
                .extracting(DnsAnswer::security)
                .isEqualTo(DnsSecurity.INSECURE);
        assertThat(dns.tlsa("_25._tcp.mx.plain")).isEqualTo(new DnsAnswer.NoDomain<>(DnsSecurity.INSECURE));
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void aliasesAreAsSecureAsTheirWeakestZone(Way way) {
        var dns = client(way);
        secureRecords(dns.ipv4("inside.good"));
        assertThat(dns.ipv4("outside.good").security()).isEqualTo(DnsSecurity.INSECURE);
        assertThat(dns.ipv4("outside.good").recordsOrNone()).hasSize(1);
        secureRecords(dns.cname("outside.good"));
        assertThat(dns.cname("mx.good")).isEqualTo(new DnsAnswer.NoRecords<>(DnsSecurity.SECURE));
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void forgedAndExpiredRecordsAreWithheld(Way way) {
        var dns = client(way);
        for (String name : List.of("mx.bad", "mx.old")) {
            assertThat(dns.ipv4(name)).isInstanceOfSatisfying(DnsAnswer.TemporaryFailure.class, f -> {
                assertThat(f.security()).isEqualTo(DnsSecurity.BOGUS);
                assertThat(f.why()).contains("validation failed: ");
            });
        }
        secureRecords(dns.ipv4("well.bad"));
    }

    @Test
    void signaturesEndByOurClock() {
        var before = client(Way.HERE);
        secureRecords(before.ipv4("mx.good"));
        now.set(NOW.plus(Duration.ofDays(8)));
        try {
            assertThat(client(Way.HERE).ipv4("mx.good").security()).isEqualTo(DnsSecurity.BOGUS);
            assertThat(before.ipv4("mx.good").security()).isEqualTo(DnsSecurity.BOGUS);
        } finally {
            now.set(NOW);
        }
    }

    @Test
    void anotherRootsKeyMakesEverythingBogus() {
        var other = SignedZone.of(".", Denial.NSEC, NOW).trustAnchor();
        var config = config(relay.address()).withDnssec(DnssecMode.VALIDATE).withTrustAnchors(other);
        var dns = new DnsClient(config, now::get);
        assertThat(dns.ipv4("mx.good")).isInstanceOf(DnsAnswer.TemporaryFailure.class);
        assertThat(dns.ipv4("mx.good").security()).isEqualTo(DnsSecurity.BOGUS);
    }

    @Test
    void outsideOfEveryTrustAnchorNothingIsKnown() {
        var config = config(relay.address()).withDnssec(DnssecMode.VALIDATE).withTrustAnchors(hashed.trustAnchor());
        var dns = new DnsClient(config, now::get);
        secureRecords(dns.ipv4("mx.hashed"));
        assertThat(dns.ipv4("mx.good").security()).isEqualTo(DnsSecurity.UNKNOWN);
        assertThat(dns.ipv4("mx.good").recordsOrNone()).hasSize(1);
    }

    @Test
    void aServerOfAnotherNameIsNotAskedByTls() {
        var tls = TlsContexts.verified(List.of(CA.certificate()));
        Function<ClientTls, DnsClient> at = client ->
                new DnsClient(config(relay.tlsAddress()).withTls(client, "other.example"), InstantSource.system());
        assertThat(at.apply(tls).ipv4("mx.good")).isInstanceOf(DnsAnswer.TemporaryFailure.class);
        assertThatThrownBy(() -> at.apply(TlsContexts.opportunistic())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void connectionsByTlsAreUsedAgain() {
        var dns = client(Way.HERE_OVER_TLS);
        for (int i = 0; i < 20; i++) {
            assertThat(dns.ipv4("n" + i + ".good")).isEqualTo(new DnsAnswer.NoDomain<>(DnsSecurity.SECURE));
        }
    }

    private static void secureRecords(DnsAnswer<?> answer) {
        assertThat(answer).isInstanceOf(DnsAnswer.Records.class);
        assertThat(answer.security()).isEqualTo(DnsSecurity.SECURE);
    }
}
