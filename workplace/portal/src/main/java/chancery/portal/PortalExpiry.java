package chancery.portal;

import chancery.mail.EmailAddress;
import chancery.mail.TenantId;
import chancery.portal.PortalRows.Addressee;
import chancery.spool.AcceptedMail;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Ends mails whose time is over: destroys their keys, tells the sender when nobody ever opened, and some time before
 * reminds those who have not. Any number of nodes may sweep at once; rows are locked while they are worked on.
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

    private record Ended(WaitingMail.Stored stored, List<String> unopened) {}

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
            expired += expire(tenant);
            reminded += remind(tenant, soon);
            clean(tenant);
        }
        return new Swept(expired, reminded);
    }

    private int expire(TenantId tenant) {
        int all = 0;
        List<Ended> ended;
        do {
            ended = parts.database().inTenant(tenant, handle -> endSome(handle, tenant));
            all += ended.size();
            tellSenders(tenant, ended);
        } while (!ended.isEmpty());
        return all;
    }

    private List<Ended> endSome(Handle handle, TenantId tenant) {
        Instant now = settings.clock().instant();
        List<WaitingMail.Stored> due = PortalRows.query(handle, PortalStatement.LOCK_EXPIRED, tenant)
                .bind("now", PortalRows.at(now))
                .map((row, context) -> new WaitingMail.Stored(
                        PortalRows.uuid(row, "id"),
                        PortalRows.uuid(row, "mail_id"),
                        PortalRows.uuid(row, "content_id"),
                        row.getString("sender"),
                        PortalRows.instant(row, "arrived_at").orElseThrow(),
                        PortalRows.instant(row, "expires_at").orElseThrow(),
                        true))
                .list();
        List<Ended> ended = new ArrayList<>();
        for (WaitingMail.Stored stored : due) {
            ended.add(end(handle, tenant, stored, now));
        }
        return ended;
    }

    private Ended end(Handle handle, TenantId tenant, WaitingMail.Stored stored, Instant now) {
        List<UUID> contents = new ArrayList<>(PortalRows.query(handle, PortalStatement.ANSWER_CONTENTS, tenant)
                .bind("message", stored.message())
                .mapTo(UUID.class)
                .list());
        contents.add(stored.content());
        parts.vault().destroy(handle, tenant, contents);
        PortalRows.update(handle, PortalStatement.MARK_EXPIRED, tenant)
                .bind("id", stored.message())
                .bind("now", PortalRows.at(now))
                .execute();
        List<String> unopened = PortalRows.query(handle, PortalStatement.UNOPENED, tenant)
                .bind("message", stored.message())
                .mapTo(String.class)
                .list();
        trail.note(
                handle, tenant, stored.mail(), "portal.expired", Map.of("unopened", Integer.toString(unopened.size())));
        return new Ended(stored, unopened);
    }

    private void tellSenders(TenantId tenant, List<Ended> ended) {
        Optional<TenantFace> face = parts.faces().apply(tenant);
        List<AcceptedMail> mails = new ArrayList<>();
        for (Ended end : ended) {
            boolean tell = !end.unopened().isEmpty() && !end.stored().sender().isEmpty() && face.isPresent();
            if (tell) {
                EmailAddress sender = NoticeWriter.address(end.stored().sender());
                NoticeWriter.Occasion occasion = new NoticeWriter.Occasion(tenant, face.get());
                mails.add(notices.neverOpened(occasion, sender, end.unopened(), end.stored()));
            }
        }
        if (!mails.isEmpty()) {
            parts.outgoing().accept(mails);
        }
    }

    private int remind(TenantId tenant, Instant soon) {
        Optional<TenantFace> face = parts.faces().apply(tenant);
        if (face.isEmpty()) {
            return 0;
        }
        NoticeWriter.Occasion occasion = new NoticeWriter.Occasion(tenant, face.get());
        int all = 0;
        List<Due> due;
        do {
            due = parts.database().inTenant(tenant, handle -> markReminded(handle, tenant, soon));
            if (!due.isEmpty()) {
                parts.outgoing()
                        .accept(due.stream()
                                .map(d -> notices.reminder(occasion, d.addressee()))
                                .toList());
            }
            all += due.size();
        } while (!due.isEmpty());
        return all;
    }

    private List<Due> markReminded(Handle handle, TenantId tenant, Instant soon) {
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
        return due;
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
