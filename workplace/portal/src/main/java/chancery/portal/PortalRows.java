package chancery.portal;

import chancery.mail.EnvelopeRecipient;
import chancery.mail.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;

/** Reads and writes the rows of waiting mails. All within the caller's transaction and for one tenant. */
final class PortalRows {
    /** Someone who is to be told that mail waits. */
    record Addressee(UUID id, String address, boolean noticed, Instant expiresAt) {}

    private PortalRows() {}

    static Query query(Handle handle, PortalStatement statement, TenantId tenant) {
        return handle.createQuery(statement.sql()).bind("tenant", tenant.value());
    }

    static Update update(Handle handle, PortalStatement statement, TenantId tenant) {
        return handle.createUpdate(statement.sql()).bind("tenant", tenant.value());
    }

    static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    static UUID uuid(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    static List<Addressee> ofEntry(Handle handle, TenantId tenant, UUID entry) {
        return query(handle, PortalStatement.RECIPIENTS_OF_ENTRY, tenant)
                .bind("entry", entry)
                .map((row, context) -> new Addressee(
                        uuid(row, "id"),
                        row.getString("address"),
                        instant(row, "noticed_at").isPresent(),
                        instant(row, "expires_at").orElseThrow()))
                .list();
    }

    static void insertMessage(Handle handle, TenantId tenant, UUID entry, WaitingMail.Stored stored) {
        update(handle, PortalStatement.INSERT_MESSAGE, tenant)
                .bind("id", stored.message())
                .bind("entry", entry)
                .bind("mail", stored.mail())
                .bind("content", stored.content())
                .bind("sender", stored.sender())
                .bind("now", at(stored.arrivedAt()))
                .bind("expires", at(stored.expiresAt()))
                .execute();
    }

    static List<Addressee> insertRecipients(
            Handle handle,
            TenantId tenant,
            WaitingMail.Stored stored,
            List<EnvelopeRecipient> recipients,
            Supplier<UUID> ids) {
        List<Addressee> inserted = new ArrayList<>();
        for (EnvelopeRecipient recipient : recipients) {
            UUID id = ids.get();
            update(handle, PortalStatement.INSERT_RECIPIENT, tenant)
                    .bind("id", id)
                    .bind("message", stored.message())
                    .bind("address", recipient.address().toString())
                    .bind("key", recipient.address().lookupKey())
                    .execute();
            inserted.add(new Addressee(id, recipient.address().toString(), false, stored.expiresAt()));
        }
        return inserted;
    }

    static void markNoticed(Handle handle, TenantId tenant, List<UUID> ids, Instant now) {
        update(handle, PortalStatement.MARK_NOTICED, tenant)
                .bind("ids", ids.toArray(UUID[]::new))
                .bind("now", at(now))
                .execute();
    }

    static Optional<WaitingMail> find(Handle handle, TenantId tenant, UUID recipient) {
        return query(handle, PortalStatement.FIND, tenant)
                .bind("id", recipient)
                .map((row, context) -> new WaitingMail(tenant, recipientOf(row), storedOf(row)))
                .findOne();
    }

    private static WaitingMail.Recipient recipientOf(ResultSet row) throws SQLException {
        return new WaitingMail.Recipient(
                uuid(row, "id"), row.getString("address"), row.getString("address_key"), instant(row, "opened_at"));
    }

    private static WaitingMail.Stored storedOf(ResultSet row) throws SQLException {
        return new WaitingMail.Stored(
                uuid(row, "message_id"),
                uuid(row, "mail_id"),
                uuid(row, "content_id"),
                row.getString("sender"),
                instant(row, "arrived_at").orElseThrow(),
                instant(row, "expires_at").orElseThrow(),
                instant(row, "expired_at").isPresent());
    }

    static void markOpened(Handle handle, WaitingMail mail, Instant now) {
        update(handle, PortalStatement.MARK_OPENED, mail.tenant())
                .bind("id", mail.recipient().id())
                .bind("now", at(now))
                .execute();
    }

    static List<ReadingPages.OtherMail> others(Handle handle, WaitingMail mail, Instant now, SealedName names) {
        return query(handle, PortalStatement.OTHERS, mail.tenant())
                .bind("key", mail.recipient().key())
                .bind("id", mail.recipient().id())
                .bind("now", at(now))
                .map((row, context) -> new ReadingPages.OtherMail(
                        names.seal(SealedName.Purpose.LINK, mail.tenant(), uuid(row, "id")),
                        instant(row, "arrived_at").orElseThrow(),
                        instant(row, "opened_at").isPresent()))
                .list();
    }
}
