package chancery.outbound;

import static chancery.outbound.Outbound.attempt;
import static chancery.outbound.Outbound.words;
import static org.assertj.core.api.Assertions.assertThat;

import chancery.mail.TlsRequirement;
import chancery.net.FakeDns;
import chancery.testkit.ScriptedSmtpServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Domains with more than one host or address. */
@NullMarked
@Timeout(60)
class SeveralHostsTest {
    private final List<AutoCloseable> open = new ArrayList<>();
    private final FakeDns dns = new FakeDns();

    @AfterEach
    void closeAll() throws Exception {
        for (var each : open.reversed()) {
            each.close();
        }
    }

    private ScriptedSmtpServer keep(ScriptedSmtpServer server) {
        open.add(server);
        return server;
    }

    private OutboundDeliverer deliverer(int mxPort) {
        var deliverer = Outbound.deliverer(Outbound.config(Map.of(), Optional.empty()), dns, mxPort);
        open.add(deliverer);
        return deliverer;
    }

    @Test
    void theNextHostIsTriedWhenTheFirstIsDownOrDefers() {
        var second = keep(ScriptedSmtpServer.start("PIPELINING"));
        var first = keep(ScriptedSmtpServer.startAt("127.0.0.2", second.port(), "PIPELINING"));
        dns.mx("partner.example", 10, "mx1.partner.example")
                .mx("partner.example", 20, "mx2.partner.example")
                .address("mx1.partner.example", "127.0.0.2")
                .address("mx2.partner.example", "127.0.0.1");
        var deliverer = deliverer(second.port());
        first.on("RCPT", "450 4.7.1 greylisted");
        assertThat(words(deliverer.attempt(attempt(TlsRequirement.OPPORTUNISTIC, "b@partner.example"))))
                .containsExactly("relayed 250 2.0.0");
        first.on("RCPT", "550 5.1.1 unknown");
        assertThat(words(deliverer.attempt(attempt(TlsRequirement.OPPORTUNISTIC, "b@partner.example"))))
                .containsExactly("failed 550 5.1.1");
        first.close();
        assertThat(words(deliverer.attempt(attempt(TlsRequirement.OPPORTUNISTIC, "b@partner.example"))))
                .containsExactly("relayed 250 2.0.0");
        assertThat(second.received()).hasSize(2);
    }

    @Test
    void aSilentHostIsPassedOverForAWhileAndStillTriedLast() {
        var second = keep(ScriptedSmtpServer.start("PIPELINING"));
        var first = keep(ScriptedSmtpServer.startAt("127.0.0.2", second.port(), "PIPELINING"));
        dns.mx("partner.example", 10, "mx1.partner.example")
                .mx("partner.example", 20, "mx2.partner.example")
                .address("mx1.partner.example", "127.0.0.2")
                .address("mx2.partner.example", "127.0.0.1");
        var deliverer = deliverer(second.port());
        first.on("GREETING", ScriptedSmtpServer.DROP);
        for (int i = 0; i < 3; i++) {
            assertThat(words(deliverer.attempt(attempt(TlsRequirement.OPPORTUNISTIC, "b@partner.example"))))
                    .containsExactly("relayed 250 2.0.0");
        }
        assertThat(first.connections()).isEqualTo(1);
        second.on("RCPT", "450 4.2.1 later");
        first.on("GREETING", "220 back again");
        assertThat(words(deliverer.attempt(attempt(TlsRequirement.OPPORTUNISTIC, "b@partner.example"))))
                .containsExactly("relayed 250 2.0.0");
        assertThat(first.connections()).isEqualTo(2);
    }

    @Test
    void aDeferralAfterTheContentIsNotTriedElsewhere() {
        var second = keep(ScriptedSmtpServer.start("PIPELINING"));
        var first = keep(ScriptedSmtpServer.startAt("127.0.0.2", second.port()));
        first.on(".", ScriptedSmtpServer.DROP);
        dns.mx("partner.example", 10, "mx1.partner.example")
                .mx("partner.example", 20, "mx2.partner.example")
                .address("mx1.partner.example", "127.0.0.2")
                .address("mx2.partner.example", "127.0.0.1");
        assertThat(words(deliverer(second.port()).attempt(attempt(TlsRequirement.OPPORTUNISTIC, "b@partner.example"))))
                .containsExactly("delayed 451 4.4.2");
        assertThat(second.received()).isEmpty();
    }

    @Test
    void bothAddressFamiliesAreTried() {
        var six = keep(ScriptedSmtpServer.startAt("::1", "PIPELINING"));
        dns.mx("partner.example", 10, "mx.partner.example")
                .address("mx.partner.example", "127.0.0.1")
                .address("mx.partner.example", "::1");
        var deliverer = deliverer(six.port());
        assertThat(words(deliverer.attempt(attempt(TlsRequirement.OPPORTUNISTIC, "b@partner.example"))))
                .containsExactly("relayed 250 2.0.0");
        six.close();
        var four = keep(ScriptedSmtpServer.startAt("127.0.0.1", six.port(), "PIPELINING"));
        assertThat(words(deliverer.attempt(attempt(TlsRequirement.OPPORTUNISTIC, "b@partner.example"))))
                .containsExactly("relayed 250 2.0.0");
        assertThat(four.received()).hasSize(1);
    }
}
