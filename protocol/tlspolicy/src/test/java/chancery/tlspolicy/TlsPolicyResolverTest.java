package chancery.tlspolicy;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.net.DnsSecurity;
import chancery.net.FakeDns;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class TlsPolicyResolverTest {
    private static final String TLSA = "3 1 1 " + "ab".repeat(32);
    private static final String ENFORCE = "version: STSv1\nmode: enforce\nmx: mx.a.example\nmax_age: 604800\n";

    private final FakeDns dns = new FakeDns(DnsSecurity.SECURE).address("mx.a.example", "192.0.2.1");
    private final Map<String, String> web = new HashMap<>();
    private final AtomicInteger fetches = new AtomicInteger();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-01T00:00:00Z"));
    private final MtaStsPolicies policies = new MtaStsPolicies(dns, this::fetch, now::get);
    private final TlsPolicyResolver resolver = new TlsPolicyResolver(dns, policies);

    private PolicyFetcher.Fetched fetch(String host) {
        fetches.incrementAndGet();
        var text = web.get(host);
        return text == null
                ? new PolicyFetcher.Fetched.Failed(TlsResultType.STS_POLICY_FETCH_ERROR, "answer 404 instead of 200")
                : new PolicyFetcher.Fetched.Text(text.getBytes(StandardCharsets.UTF_8));
    }

    private TlsPolicy ask() {
        return resolver.resolve("a.example", "mx.a.example", 25, DnsSecurity.SECURE);
    }

    private void publish(String id, String policy) {
        dns.forgets("_mta-sts.a.example").txt("_mta-sts.a.example", "v=STSv1; id=" + id + ";");
        web.put("mta-sts.a.example", policy);
    }

    @Test
    void nothingPublished() {
        assertThat(ask()).isInstanceOf(TlsPolicy.Opportunistic.class);
    }

    @Test
    void secureRecordsAreDane() {
        dns.record("_25._tcp.mx.a.example", "TLSA", TLSA);
        assertThat(ask()).isInstanceOfSatisfying(TlsPolicy.Dane.class, d -> {
            assertThat(d.authenticates()).isTrue();
            assertThat(d.base()).isEqualTo("mx.a.example");
            assertThat(d.names()).containsExactlyInAnyOrder("mx.a.example", "a.example");
            assertThat(d.evidence()).map(Evidence::asked).contains("_25._tcp.mx.a.example TLSA");
        });
    }

    @Test
    void recordsOfAnotherPortDoNotCount() {
        dns.record("_465._tcp.mx.a.example", "TLSA", TLSA);
        assertThat(ask()).isInstanceOf(TlsPolicy.Opportunistic.class);
    }

    @Test
    void insecureMxRulesDaneOut() {
        dns.record("_25._tcp.mx.a.example", "TLSA", TLSA);
        for (var mx : new DnsSecurity[] {DnsSecurity.INSECURE, DnsSecurity.UNKNOWN}) {
            assertThat(resolver.resolve("a.example", "mx.a.example", 25, mx))
                    .isInstanceOf(TlsPolicy.Opportunistic.class);
        }
    }

    @Test
    void insecureAddressRulesDaneOutWithoutAskingForIt() {
        dns.record("_25._tcp.mx.a.example", "TLSA", TLSA).security("mx.a.example", DnsSecurity.INSECURE);
        assertThat(ask())
                .isInstanceOfSatisfying(
                        TlsPolicy.Opportunistic.class,
                        o -> assertThat(o.evidence()).noneMatch(e -> e.asked().endsWith("TLSA")));
    }

    @Test
    void insecureRecordsAreNone() {
        dns.record("_25._tcp.mx.a.example", "TLSA", TLSA).security("_25._tcp.mx.a.example", DnsSecurity.INSECURE);
        assertThat(ask()).isInstanceOf(TlsPolicy.Opportunistic.class);
    }

    @Test
    void withoutAValidAnswerTheHostIsClosed() {
        dns.fails("_25._tcp.mx.a.example", "server answered SERVFAIL");
        assertThat(ask())
                .isInstanceOfSatisfying(
                        TlsPolicy.Excluded.class, e -> assertThat(e.result()).isEqualTo(TlsResultType.DNSSEC_INVALID));
        dns.recovers("_25._tcp.mx.a.example").security("_25._tcp.mx.a.example", DnsSecurity.BOGUS);
        assertThat(ask()).isInstanceOf(TlsPolicy.Excluded.class);
        dns.security("_25._tcp.mx.a.example", DnsSecurity.SECURE).timesOut("mx.a.example");
        assertThat(ask()).isInstanceOf(TlsPolicy.Excluded.class);
    }

    @Test
    void mtaStsDoesNotSoftenDane() {
        publish("1", ENFORCE);
        dns.fails("_25._tcp.mx.a.example", "server answered SERVFAIL");
        assertThat(ask()).isInstanceOf(TlsPolicy.Excluded.class);
        dns.recovers("_25._tcp.mx.a.example").record("_25._tcp.mx.a.example", "TLSA", TLSA);
        assertThat(ask()).isInstanceOf(TlsPolicy.Dane.class);
    }

    @Test
    void onlyUnusableRecordsStillDemandTls() {
        dns.record("_25._tcp.mx.a.example", "TLSA", "0 0 1 " + "ab".repeat(32));
        assertThat(ask()).isInstanceOfSatisfying(TlsPolicy.Dane.class, d -> {
            assertThat(d.authenticates()).isFalse();
            assertThat(d.unusable()).hasSize(1);
        });
    }

    @Test
    void aliasesAreExpandedFirst() {
        dns.alias("www.a.example", "mx.a.example")
                .record("_25._tcp.mx.a.example", "TLSA", TLSA)
                .record("_25._tcp.www.a.example", "TLSA", "2 0 1 " + "cd".repeat(32));
        assertThat(resolver.resolve("a.example", "www.a.example", 25, DnsSecurity.SECURE))
                .isInstanceOfSatisfying(TlsPolicy.Dane.class, d -> {
                    assertThat(d.base()).isEqualTo("mx.a.example");
                    assertThat(d.names()).contains("www.a.example", "mx.a.example", "a.example");
                });
        dns.forgets("_25._tcp.mx.a.example");
        assertThat(resolver.resolve("a.example", "www.a.example", 25, DnsSecurity.SECURE))
                .isInstanceOfSatisfying(
                        TlsPolicy.Dane.class, d -> assertThat(d.base()).isEqualTo("www.a.example"));
    }

    @Test
    void aSecureAliasIntoAnInsecureZoneKeepsItsOwnRecords() {
        dns.alias("www.a.example", "mx.plain.example")
                .address("mx.plain.example", "192.0.2.9")
                .security("mx.plain.example", DnsSecurity.INSECURE)
                .record("_25._tcp.mx.plain.example", "TLSA", TLSA)
                .security("_25._tcp.mx.plain.example", DnsSecurity.INSECURE)
                .record("_25._tcp.www.a.example", "TLSA", TLSA);
        assertThat(resolver.resolve("a.example", "www.a.example", 25, DnsSecurity.SECURE))
                .isInstanceOfSatisfying(
                        TlsPolicy.Dane.class, d -> assertThat(d.base()).isEqualTo("www.a.example"));
    }

    @Test
    void enforcedPolicyNamesItsHosts() {
        publish("1", ENFORCE);
        assertThat(ask()).isInstanceOfSatisfying(TlsPolicy.MtaSts.class, m -> {
            assertThat(m.enforced()).isTrue();
            assertThat(m.id()).isEqualTo("1");
        });
        assertThat(resolver.resolve("a.example", "evil.example", 25, DnsSecurity.INSECURE))
                .isInstanceOf(TlsPolicy.Excluded.class);
        assertThat(fetches).hasValue(1);
    }

    @Test
    void testingExcludesNobody() {
        publish("1", ENFORCE.replace("enforce", "testing"));
        assertThat(resolver.resolve("a.example", "evil.example", 25, DnsSecurity.INSECURE))
                .isInstanceOfSatisfying(
                        TlsPolicy.MtaSts.class, m -> assertThat(m.enforced()).isFalse());
    }

    @Test
    void aNewIdBringsTheNewPolicyAndNoneEndsIt() {
        publish("1", ENFORCE);
        ask();
        publish("2", ENFORCE.replace("mx.a.example", "*.a.example"));
        assertThat(ask()).isInstanceOfSatisfying(TlsPolicy.MtaSts.class, m -> {
            assertThat(m.id()).isEqualTo("2");
            assertThat(m.policy().mx()).containsExactly("*.a.example");
        });
        publish("3", "version: STSv1\nmode: none\nmax_age: 86400\n");
        assertThat(ask()).isInstanceOf(TlsPolicy.Opportunistic.class);
    }

    @Test
    void aRememberedPolicyHoldsAgainstWhoeverTakesTheRecordAway() {
        publish("1", ENFORCE);
        ask();
        dns.forgets("_mta-sts.a.example");
        web.clear();
        now.set(now.get().plus(Duration.ofDays(6)));
        assertThat(ask()).isInstanceOf(TlsPolicy.MtaSts.class);
        dns.fails("_mta-sts.a.example", "server answered SERVFAIL");
        assertThat(ask()).isInstanceOf(TlsPolicy.MtaSts.class);
        now.set(now.get().plus(Duration.ofDays(1)));
        assertThat(ask()).isInstanceOf(TlsPolicy.Opportunistic.class);
    }

    @Test
    void aFailedFetchKeepsTheOldPolicyAndPauses() {
        publish("1", ENFORCE);
        ask();
        publish("2", "nonsense");
        assertThat(ask())
                .isInstanceOfSatisfying(
                        TlsPolicy.MtaSts.class, m -> assertThat(m.id()).isEqualTo("1"));
        assertThat(policies.lastFailure("a.example")).contains(TlsResultType.STS_POLICY_INVALID);
        ask();
        assertThat(fetches).hasValue(2);
        web.put("mta-sts.a.example", ENFORCE);
        now.set(now.get().plus(Duration.ofMinutes(5)));
        assertThat(ask())
                .isInstanceOfSatisfying(
                        TlsPolicy.MtaSts.class, m -> assertThat(m.id()).isEqualTo("2"));
        assertThat(policies.lastFailure("a.example")).isEqualTo(Optional.empty());
    }

    @Test
    void policiesAreFetchedAgainLongBeforeTheirEnd() {
        publish("1", ENFORCE);
        ask();
        now.set(now.get().plus(Duration.ofHours(23)));
        ask();
        assertThat(fetches).hasValue(1);
        now.set(now.get().plus(Duration.ofHours(2)));
        ask();
        assertThat(fetches).hasValue(2);
    }

    @Test
    void thePolicyOutlivesARestart() {
        publish("1", ENFORCE);
        ask();
        var again = new MtaStsPolicies(new FakeDns(), this::fetch, now::get);
        policies.kept().forEach(again::remember);
        assertThat(again.find("A.example")).isInstanceOf(MtaStsPolicies.Found.Policy.class);
    }

    @Test
    void aBrokenOrDoubleRecordIsNone() {
        publish("1", ENFORCE);
        dns.txt("_mta-sts.a.example", "v=STSv1; id=2;");
        assertThat(ask()).isInstanceOf(TlsPolicy.Opportunistic.class);
        dns.forgets("_mta-sts.a.example").txt("_mta-sts.a.example", "v=STSv1; id=a-b;");
        assertThat(ask()).isInstanceOf(TlsPolicy.Opportunistic.class);
        assertThat(fetches).hasValue(0);
    }
}
