package chancery.mailauth;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.net.DnsSecurity;
import chancery.net.FakeDns;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Cases written from RFC 9989 §B.2, RFC 9990 §4 and RFC 9991 §5, their examples first. */
class DmarcDestinationTest {
    private static List<DmarcDestination> verify(FakeDns dns, String policyDomain, String text) throws Exception {
        var verifier = new DmarcDestinationVerifier(dns, InstantSource.fixed(Tests.NOW));
        return verifier.verify(policyDomain, DmarcRecord.parse(text));
    }

    @TestFactory
    Stream<DynamicTest> destinations() throws IOException {
        try (var in = DmarcDestinationTest.class.getResourceAsStream("dmarc-destinations.tsv")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().filter(l -> !l.startsWith("#")).map(l -> l.split("\t", -1)).toList().stream()
                    .map(c -> DynamicTest.dynamicTest(c[0], () -> row(c)));
        }
    }

    private static void row(String[] cells) throws Exception {
        var dns = new FakeDns();
        for (String entry : cells[1].equals("-") ? new String[] {} : cells[1].split(" \\| ")) {
            publish(dns, entry.substring(0, entry.indexOf(": ")), entry.substring(entry.indexOf(": ") + 2));
        }
        Tests.longTxt(dns, "_dmarc." + cells[2], cells[3]);
        var found = verify(dns, cells[2], cells[3]);
        String said = found.stream().map(DmarcDestinationTest::said).collect(Collectors.joining(" | "));
        assertThat(said).as("%s", found).isEqualTo(cells[4].equals("-") ? "" : cells[4]);
        assertThat(dns.questions()).isLessThan(20);
    }

    private static void publish(FakeDns dns, String name, String what) {
        if (what.startsWith("ALIAS ")) {
            dns.alias(name, what.substring(6));
            return;
        }
        switch (what) {
            case "A" -> dns.address(name, "192.0.2.9");
            case "FAIL" -> dns.fails(name, "SERVFAIL");
            case "BOGUS" -> dns.security(name, DnsSecurity.BOGUS);
            default -> dns.txt(name, what);
        }
    }

    private static String said(DmarcDestination destination) {
        String recipients =
                destination.recipients().stream().map(Object::toString).collect(Collectors.joining(","));
        return destination.tag().word() + " "
                + switch (destination) {
                    case DmarcDestination.Internal i -> "internal " + recipients;
                    case DmarcDestination.Authorized a -> (a.replaced() ? "replaced " : "authorized ") + recipients;
                    case DmarcDestination.Refused r -> "refused " + r.reason();
                    case DmarcDestination.Undecided u -> "undecided " + u.why();
                    case DmarcDestination.Unusable u -> "unusable";
                };
    }

    @Test
    void theEvidence() throws Exception {
        var dns = new FakeDns()
                .txt("_dmarc.example.com", "v=DMARC1; p=none")
                .txt("a.example.com._report._dmarc.example.net", "v=DMARC1; rua=mailto:b@example.net")
                .txt("a.example.com._report._dmarc.example.net", "hello")
                .security("a.example.com._report._dmarc.example.net", DnsSecurity.SECURE)
                .txt("a.example.com._report._dmarc.example.org", "x".repeat(250));
        var record = "v=DMARC1; p=none; rua=mailto:a@example.net,mailto:a@example.com,mailto:a@example.org";
        var found = verify(dns, "a.example.com", record);
        assertThat(found.get(0)).isInstanceOfSatisfying(DmarcDestination.Authorized.class, a -> {
            assertThat(a.uri()).hasToString("mailto:a@example.net");
            assertThat(a.name()).isEqualTo("a.example.com._report._dmarc.example.net");
            assertThat(a.records()).containsExactly("v=DMARC1; rua=mailto:b@example.net");
            assertThat(a.security()).isEqualTo(DnsSecurity.SECURE);
        });
        assertThat(found.get(1))
                .isInstanceOfSatisfying(
                        DmarcDestination.Internal.class,
                        i -> assertThat(i.organizationalDomain()).isEqualTo("example.com"));
        assertThat(found.get(2)).isInstanceOfSatisfying(DmarcDestination.Refused.class, r -> {
            assertThat(r.name()).isEqualTo("a.example.com._report._dmarc.example.org");
            assertThat(r.records()).containsExactly("x".repeat(200));
            assertThat(r.recipients()).isEmpty();
        });
    }

    @Test
    void aHostIsAskedOnceHoweverManyOfItsAddressesAreNamed() throws Exception {
        var uris = IntStream.range(0, 30)
                .mapToObj(i -> "mailto:a" + i + "@example.net")
                .collect(Collectors.joining(","));
        var dns = new FakeDns().txt("example.com._report._dmarc.example.net", "v=DMARC1");
        var found = verify(dns, "example.com", "v=DMARC1; p=none; rua=" + uris + "; ruf=" + uris);
        assertThat(found)
                .hasSize(2 * DmarcRecord.MOST_URIS)
                .allMatch(d -> d.recipients().size() == 1);
        // the walk of example.com, the consent
        assertThat(dns.questions()).isEqualTo(3);
        assertThat(DmarcRecord.parse("v=DMARC1; rua=" + uris).faults())
                .contains("tag rua has more than 20 URIs, the first count");
    }

    @Test
    void whenTheTimeIsOverTheRestIsUndecided() throws Exception {
        var dns = new FakeDns().txt("example.com._report._dmarc.a.example", "v=DMARC1");
        var ticks = new AtomicInteger();
        InstantSource clock = () -> Tests.NOW.plus(Duration.ofSeconds(7L * ticks.getAndIncrement()));
        var record = DmarcRecord.parse("v=DMARC1; p=none; rua=mailto:a@a.example,mailto:a@b.example");
        var found = new DmarcDestinationVerifier(dns, clock).verify("example.com", record);
        assertThat(found).allMatch(d -> d instanceof DmarcDestination.Undecided);
        assertThat(dns.questions()).isEqualTo(2);
        assertThat(clock.instant()).isAfter(Instant.from(Tests.NOW));
    }

    // RFC 9990 §4: what the DNS could not hold is asked of nobody
    @Test
    void aNameTooLongForTheDns() throws Exception {
        String label = "a".repeat(49);
        String policyDomain = label + "." + label + "." + label + ".com";
        String host = label + "." + "b".repeat(253 - policyDomain.length() - 16 - 50 - 4) + ".net";
        String name = DmarcDestination.consentName(policyDomain, host);
        assertThat(name).hasSize(253);
        var dns = new FakeDns();
        Tests.longTxt(dns, name, "v=DMARC1");
        var rua = "v=DMARC1; p=none; rua=mailto:a@" + host + ",mailto:a@b" + host;
        var found = verify(dns, policyDomain, rua);
        assertThat(found.get(0)).isInstanceOf(DmarcDestination.Authorized.class);
        assertThat(found.get(1))
                .isInstanceOfSatisfying(
                        DmarcDestination.Refused.class,
                        r -> assertThat(r.reason()).isEqualTo(DmarcDestination.Reason.NAME_TOO_LONG));
        // the walk of four labels, and the name that fits
        assertThat(dns.questions()).isEqualTo(5);
    }

    @Provide
    Arbitrary<String> domains() {
        var label = Arbitraries.strings().withChars("abyz09").ofMinLength(1).ofMaxLength(40);
        var top = Arbitraries.of("com", "net", "example");
        return label.list().ofMinSize(1).ofMaxSize(7).flatMap(l -> top.map(t -> String.join(".", l) + "." + t));
    }

    /** Only who agreed, or is at home, ever gets a report; and what is asked is the one name that the standard builds. */
    @Property(tries = 500)
    void reportsGoOnlyToHostsThatAgreed(
            @ForAll("domains") String policyDomain,
            @ForAll("domains") String host,
            @ForAll("domains") String other,
            @ForAll boolean agrees,
            @ForAll boolean replaces)
            throws Exception {
        String text = "v=DMARC1; p=none; rua=mailto:a@" + host.toUpperCase(Locale.ROOT);
        var dns = new FakeDns();
        Tests.longTxt(dns, "_dmarc." + policyDomain, text);
        String name = policyDomain + "._report._dmarc." + host;
        if (agrees && name.length() <= 253) {
            Tests.longTxt(dns, name, "v=DMARC1" + (replaces ? "; rua=mailto:b@" + other : ""));
        }
        boolean inside = host.equals(policyDomain) || host.endsWith("." + policyDomain);
        var found = verify(dns, policyDomain, text).getFirst();
        boolean kept = agrees && name.length() <= 253 && (!replaces || other.equals(host));
        assertThat(found.recipients().size()).as("%s", found).isEqualTo(inside || kept ? 1 : 0);
        assertThat(found.recipients()).allMatch(a -> a.domain().equals(host));
        if (found instanceof DmarcDestination.Authorized a) {
            assertThat(a.name()).isEqualTo(name);
        }
        if (found instanceof DmarcDestination.Refused r) {
            assertThat(r.name()).isEqualTo(name);
            assertThat(r.reason() == DmarcDestination.Reason.NAME_TOO_LONG).isEqualTo(name.length() > 253);
        }
    }
}
