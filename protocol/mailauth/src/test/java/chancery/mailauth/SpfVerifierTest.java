package chancery.mailauth;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mail.EmailAddress;
import chancery.mail.SyntaxException;
import chancery.net.FakeDns;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SpfVerifierTest {
    private static final InetAddress CLIENT = InetAddress.ofLiteral("192.0.2.9");
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(1_700_000_000));

    private static SpfResult verify(FakeDns dns, String sender) {
        try {
            return new SpfVerifier(dns, CLOCK, "mx.receiver.example")
                    .verify(SpfQuery.mailFrom(CLIENT, "client.example", EmailAddress.parse(sender)));
        } catch (SyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Test
    void theEvidenceIsTheWayToTheRecordThatDecided() {
        var dns = new FakeDns()
                .txt("a.example", "v=spf1 include:b.example include:c.example -all")
                .txt("b.example", "v=spf1 ip4:198.51.100.0/24 -all")
                .txt("c.example", "v=spf1 redirect=d.example")
                .txt("d.example", "v=spf1 a:nothing.example ip4:192.0.2.0/24 -all");
        var result = verify(dns, "someone@a.example");
        assertThat(result.result()).isEqualTo(ResultWord.PASS);
        assertThat(result.path().stream().map(s -> s.domain() + " " + s.term()))
                .containsExactly(
                        "a.example include:c.example", "c.example redirect=d.example", "d.example ip4:192.0.2.0/24");
        assertThat(result.lookups()).isEqualTo(4);
        assertThat(result.voidLookups()).isEqualTo(1);
    }

    @Test
    void troubleWithTheDnsSaysWhereItWas() {
        var dns =
                new FakeDns().txt("a.example", "v=spf1 include:b.example -all").fails("b.example", "SERVFAIL");
        var result = verify(dns, "someone@a.example");
        assertThat(result.result()).isEqualTo(ResultWord.TEMPERROR);
        assertThat(result.problem()).isEqualTo("SERVFAIL");
        assertThat(result.path()).hasSize(1);
    }

    @Test
    void anExplanationIsGivenWhenItIsPrintable() {
        var dns = new FakeDns()
                .txt("a.example", "v=spf1 -all exp=why.a.example")
                .txt("why.a.example", "%{i} may not send for %{o}%_to %{r}, see http://a.example/?%{S}");
        assertThat(verify(dns, "a+b@a.example").explanation())
                .isEqualTo("192.0.2.9 may not send for a.example to mx.receiver.example,"
                        + " see http://a.example/?a%2Bb%40a.example");
        dns.forgets("why.a.example").txt("why.a.example", "%{l} is not");
        assertThat(verify(dns, "\u00e4@a.example").explanation()).isEmpty();
    }

    @Test
    void aRecordThatRefersToItselfEndsAtTheLimit() {
        var dns = new FakeDns().txt("a.example", "v=spf1 include:a.example -all");
        var result = verify(dns, "someone@a.example");
        assertThat(result.result()).isEqualTo(ResultWord.PERMERROR);
        assertThat(dns.questions()).isLessThan(15);
    }

    @Test
    void timeIsALimit() {
        var seconds = new AtomicLong();
        InstantSource clock = () -> Instant.ofEpochSecond(seconds.getAndAdd(4));
        var dns = new FakeDns().txt("a.example", "v=spf1 a mx a:b.example a:c.example -all");
        dns.address("a.example", "198.51.100.1").mx("a.example", 1, "a.example");
        var verifier = new SpfVerifier(dns, clock, "", Duration.ofSeconds(10));
        var result = verifier.verify(new SpfQuery(SpfQuery.Identity.MAIL_FROM, CLIENT, "", "", "a.example"));
        assertThat(result.result()).isEqualTo(ResultWord.TEMPERROR);
        assertThat(dns.questions()).isEqualTo(2);
    }

    @Test
    void aTreeShowsWhatAMailMayCost() {
        var dns = new FakeDns()
                .txt("a.example", "v=spf1 mx include:b.example include:%{d}.c.example ~all")
                .txt("b.example", "v=spf1 a include:b.example include:gone.example include:broken.example -all")
                .txt("broken.example", "v=spf1 ipv4:192.0.2.1");
        var tree = SpfTree.of("a.example", dns);
        assertThat(tree.lookups()).isEqualTo(3 + 4);
        var b = tree.children().getFirst();
        assertThat(b.via()).isEqualTo("include:b.example");
        assertThat(b.children().stream().map(SpfTree::problem))
                .containsExactly("refers to itself", "no SPF record", "unknown mechanism at position 11");
    }
}
