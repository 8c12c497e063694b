package chancery.portal;

import chancery.mail.EmailAddress;
import chancery.mail.TenantId;
import chancery.portal.PortalRows.Addressee;
import chancery.spool.AcceptedMail;
import chancery.store.TransactionWork;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Ends mails whose time is over: destroys their keys, tells the sender when nobody ever opened, and some time before
 * reminds those who have not. Any number of nodes may sweep at once; rows are locked while they are worked on. That a notice
 * was sent is written after it is on disk, so that a crash between the two can double a notice but never loses one.
 */
public final class PortalExpiry {
    /** How long before expiry a reminder is sent. */
    static final Duration REMINDED_BEFORE = Duration.ofDays(2);
    // a mail that waits one day only needs no reminder at once after its notice
    private static final Duration NOT_SOON_AFTER_NOTICE = Duration.ofHours(12);
    private static final Duration KEEP_CHALLENGES = Duration.ofDays(1);

    private final PortalParts parts;
    private final PortalSettings settings;
    private final NoticeWriter notices;
    private final PortalTrail trail;

    PortalExpiry(PortalParts parts, PortalSettings settings, NoticeWriter notices, PortalTrail trail) {
        this.parts = parts;
        this.settings = settings;
        this.notices = notices;
        this.trail = trail;
    }

    /** What a sweep did. */
    public record Swept(int expired, int reminded) {}

    private record Due(Addressee addressee, UUID mail) {}

    /** Does everything that is due. To be called every few minutes. */
    public Swept sweep() {
        Instant soon = settings.clock().instant().plus(REMINDED_BEFORE);
        List<TenantId> tenants = parts.database()
                .asOperator(handle -> handle.createQuery(PortalStatement.TENANTS_WITH_DUE.sql())
                        .bind("soon", PortalRows.at(soon))
                        .map((row, context) -> new TenantId(PortalRows.uuid(row, "tenant_id")))
                        .list());
        int expired = 0;
        int reminded = 0;
        for (TenantId tenant : tenants) {
            expired += untilNoneIsLeft(tenant, handle -> endSome(handle, tenant));
            tellSenders(tenant);
            reminded += remind(tenant, soon);
            clean(tenant);
        }
        return new Swept(expired, reminded);
    }

    /** Forgets mails that expired before {@code before}, and who was to read them. @return how many */
    public long forget(TenantId tenant, Instant before) {
        return untilNoneIsLeft(
                tenant,
                handle -> PortalRows.update(handle, PortalStatement.FORGET, tenant)
                        .bind("before", PortalRows.at(before))
                        .execute());
    }

    private int untilNoneIsLeft(TenantId tenant, TransactionWork<Integer> some) {
        int all = 0;
        int done;
        do {
            done = parts.database().inTenant(tenant, some);
            all += done;
        } while (done > 0);
        return all;
    }

    private List<WaitingMail.Stored> lock(Query query) {
        return query.map((row, context) -> new WaitingMail.Stored(
                        PortalRows.uuid(row, "id"),
                        PortalRows.uuid(row, "mail_id"),
                        PortalRows.uuid(row, "content_id"),
                        row.getString("sender"),
                        PortalRows.instant(row, "arrived_at").orElseThrow(),
                        PortalRows.instant(row, "expires_at").orElseThrow(),
                        true))
                .list();
    }

    private int endSome(Handle handle, TenantId tenant) {
        Instant now = settings.clock().instant();
        List<WaitingMail.Stored> due = lock(
                PortalRows.query(handle, PortalStatement.LOCK_EXPIRED, tenant).bind("now", PortalRows.at(now)));
        for (WaitingMail.Stored stored : due) {
            end(handle, tenant, stored, now);
        }
        return due.size();
    }

    private void end(Handle handle, TenantId tenant, WaitingMail.Stored stored, Instant now) {
        List<UUID> contents = new ArrayList<>(PortalRows.query(handle, PortalStatement.ANSWER_CONTENTS, tenant)
                .bind("message", stored.message())
                .mapTo(UUID.class)
                .list());
        contents.add(stored.content());
        parts.vault().destroy(handle, tenant, contents);
        int unopened = unopened(handle, tenant, stored).size();
        PortalRows.update(handle, PortalStatement.MARK_EXPIRED, tenant)
                .bind("id", stored.message())
                .bind("now", PortalRows.at(now))
                .bind("untold", unopened > 0 && !stored.sender().isEmpty())
                .execute();
        trail.note(handle, tenant, stored.mail(), "portal.expired", Map.of("unopened", Integer.toString(unopened)));
    }

    private static List<String> unopened(Handle handle, TenantId tenant, WaitingMail.Stored stored) {
        return PortalRows.query(handle, PortalStatement.UNOPENED, tenant)
                .bind("message", stored.message())
                .mapTo(String.class)
                .list();
    }

    private void tellSenders(TenantId tenant) {
        Optional<TenantFace> face = parts.faces().apply(tenant);
        if (face.isPresent()) {
            NoticeWriter.Occasion occasion = new NoticeWriter.Occasion(tenant, face.get());
            untilNoneIsLeft(tenant, handle -> tellSome(handle, occasion));
        }
    }

    private int tellSome(Handle handle, NoticeWriter.Occasion occasion) {
        TenantId tenant = occasion.tenant();
        List<WaitingMail.Stored> untold = lock(PortalRows.query(handle, PortalStatement.LOCK_UNTOLD, tenant));
        List<AcceptedMail> mails = new ArrayList<>();
        for (WaitingMail.Stored stored : untold) {
            EmailAddress sender = NoticeWriter.address(stored.sender());
            mails.add(notices.neverOpened(occasion, sender, unopened(handle, tenant, stored), stored));
        }
        if (!mails.isEmpty()) {
            parts.outgoing().accept(mails);
        }
        for (WaitingMail.Stored stored : untold) {
            PortalRows.update(handle, PortalStatement.MARK_TOLD, tenant)
                    .bind("id", stored.message())
                    .execute();
        }
        return untold.size();
    }

    private int remind(TenantId tenant, Instant soon) {
        Optional<TenantFace> face = parts.faces().apply(tenant);
        if (face.isEmpty()) {
            return 0;
        }
        NoticeWriter.Occasion occasion = new NoticeWriter.Occasion(tenant, face.get());
        return untilNoneIsLeft(tenant, handle -> remindSome(handle, occasion, soon));
    }

    private int remindSome(Handle handle, NoticeWriter.Occasion occasion, Instant soon) {
        TenantId tenant = occasion.tenant();
        Instant now = settings.clock().instant();
        List<Due> due = PortalRows.query(handle, PortalStatement.LOCK_REMINDERS, tenant)
                .bind("now", PortalRows.at(now))
                .bind("soon", PortalRows.at(soon))
                .bind("noticedBefore", PortalRows.at(now.minus(NOT_SOON_AFTER_NOTICE)))
                .map((row, context) -> new Due(
                        new Addressee(
                                PortalRows.uuid(row, "id"),
                                row.getString("address"),
                                true,
                                PortalRows.instant(row, "expires_at").orElseThrow()),
                        PortalRows.uuid(row, "mail_id")))
                .list();
        if (!due.isEmpty()) {
            parts.outgoing()
                    .accept(due.stream()
                            .map(d -> notices.reminder(occasion, d.addressee()))
                            .toList());
        }
        for (Due one : due) {
            PortalRows.update(handle, PortalStatement.MARK_REMINDED, tenant)
                    .bind("id", one.addressee().id())
                    .bind("now", PortalRows.at(now))
                    .execute();
            trail.note(
                    handle,
                    tenant,
                    one.mail(),
                    "portal.reminded",
                    Map.of("recipient", one.addressee().address()));
        }
        return due.size();
    }

    private void clean(TenantId tenant) {
        Instant before = settings.clock().instant().minus(KEEP_CHALLENGES);
        parts.database().inTenant(tenant, handle -> {
            for (PortalStatement statement :
                    List.of(PortalStatement.CLEAN_CHALLENGES, PortalStatement.CLEAN_SESSIONS)) {
                PortalRows.update(handle, statement, tenant)
                        .bind("before", PortalRows.at(before))
                        .execute();
            }
            return before;
        });
    }
}
