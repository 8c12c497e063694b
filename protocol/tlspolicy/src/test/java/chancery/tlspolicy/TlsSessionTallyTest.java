package chancery.tlspolicy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class TlsSessionTallyTest {
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

    private final TlsSessionTally tally = new TlsSessionTally();
    private final TlsSessionTally.AppliedPolicy sts = TlsSessionTally.AppliedPolicy.of(new TlsPolicy.MtaSts(
            new MtaStsPolicy(MtaStsPolicy.Mode.TESTING, List.of("mx.a.example"), Duration.ofDays(1)), "1", List.of()));
    private final TlsSessionTally.AppliedPolicy none =
            TlsSessionTally.AppliedPolicy.of(new TlsPolicy.Opportunistic(List.of()));

    private static TlsSessionTally.Failure failure(TlsResultType type, String host) {
        return new TlsSessionTally.Failure(type, Optional.empty(), host, Optional.empty(), "");
    }

    @Test
    void sessionsAreCountedByDayDomainAndPolicy() {
        for (int i = 0; i < 3; i++) {
            tally.success("A.example", sts, NOON);
        }
        tally.failure("a.example", sts, NOON, failure(TlsResultType.CERTIFICATE_EXPIRED, "mx.a.example"));
        tally.failure("a.example", sts, NOON, failure(TlsResultType.CERTIFICATE_EXPIRED, "mx.a.example"));
        tally.success("a.example", none, NOON);
        tally.success("a.example", none, NOON.plus(Duration.ofHours(12)));
        var days = tally.closeBefore(LocalDate.parse("2026-11-02"));
        assertThat(days).hasSize(1);
        assertThat(days.getFirst().policies()).hasSize(2);
        var first = days.getFirst().policies().getFirst();
        assertThat(first.policy().kind().word()).isEqualTo("sts");
        assertThat(first.policy().text())
                .containsExactly("version: STSv1", "mode: testing", "mx: mx.a.example", "max_age: 86400");
        assertThat(first.successful()).isEqualTo(3);
        assertThat(first.failed()).isEqualTo(2);
        assertThat(first.failures()).containsEntry(failure(TlsResultType.CERTIFICATE_EXPIRED, "mx.a.example"), 2L);
        assertThat(tally.closeBefore(LocalDate.parse("2026-11-02"))).isEmpty();
        assertThat(tally.closeBefore(LocalDate.parse("2026-11-03"))).hasSize(1);
    }

    @Test
    void kindsOfFailuresAreBoundedButTheirNumberIsKept() {
        for (int i = 0; i < 300; i++) {
            tally.failure("a.example", none, NOON, failure(TlsResultType.VALIDATION_FAILURE, "mx" + i + ".a.example"));
        }
        var counts = tally.closeBefore(LocalDate.MAX).getFirst().policies().getFirst();
        assertThat(counts.failed()).isEqualTo(300);
        assertThat(counts.failures()).hasSize(200);
    }

    @Test
    void policiesOfOneDomainAreBounded() {
        for (int i = 0; i < 150; i++) {
            var policy = new TlsSessionTally.AppliedPolicy(
                    TlsSessionTally.AppliedPolicy.Kind.TLSA, List.of("3 1 1 " + i), List.of());
            tally.success("a.example", policy, NOON);
        }
        assertThat(tally.beyond()).isEqualTo(50);
    }
}
