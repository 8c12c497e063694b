package chancery.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chancery.mail.TenantId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FinishedMailsTest extends OneNode {
    private final FinishedMails finished = new FinishedMails(DATABASE);

    @Test
    void onlyWhatWasFinishedLongAgoIsForgotten() {
        spool.start();
        runner.then(Letters::delayed);
        var waiting = letters.mail(tenant, "x", "a@b.example");
        spool.accept(List.of(waiting));
        awaitAttempts(1);
        var old = letters.mail(tenant, "x", "c@d.example");
        spool.accept(List.of(old));
        awaitDone(old);
        TenantId other = Letters.tenant();
        var others = letters.mail(other, "x", "e@f.example");
        spool.accept(List.of(others));
        awaitDone(others);
        clock.forward(Duration.ofMinutes(1));
        var before = clock.instant();
        clock.forward(Duration.ofMinutes(1));
        var young = letters.mail(tenant, "x", "g@h.example");
        spool.accept(List.of(young));
        awaitDone(young);

        assertThat(finished.forget(tenant, before)).isEqualTo(1);
        assertThat(finished.forget(tenant, before)).isZero();
        assertThat(desk.mail(tenant, old.mail().id())).isEmpty();
        assertThat(desk.mail(tenant, young.mail().id())).isPresent();
        assertThat(desk.mail(tenant, waiting.mail().id())).isPresent();
        assertThat(desk.mail(other, others.mail().id())).isPresent();
    }

    @Test
    void theDatabaseKeepsWhatHasWorkLeft() {
        spool.start();
        runner.then(Letters::delayed);
        var waiting = letters.mail(tenant, "x", "a@b.example");
        spool.accept(List.of(waiting));
        awaitAttempts(1);
        DATABASE.inTenant(tenant, handle -> handle.execute("DELETE FROM spool_mail"));
        assertThat(desk.mail(tenant, waiting.mail().id())).isPresent();
        assertThatThrownBy(() -> DATABASE.onMailPath(handle -> handle.execute("DELETE FROM spool_mail")))
                .as("the mail path forgets nothing")
                .isInstanceOf(RuntimeException.class);
    }
}
