package chancery.spool;

import chancery.mail.Envelope;
import chancery.mail.MailTransaction;
import chancery.mail.MessageContent;
import chancery.mail.ReversePath;
import chancery.mail.SyntaxException;
import chancery.mail.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;

/** A row of {@code spool_entry} joined with its mail, as it was read; not yet checked. */
record EntryRow(
        TenantId tenant,
        UUID mail,
        UUID id,
        EntryState state,
        String destination,
        String lastStatus,
        boolean leased,
        Instant wasDue,
        Stored stored) {

    /** The parts that need parsing. */
    record Stored(
            Schedule schedule,
            String method,
            String alternatives,
            String recipients,
            Instant receivedAt,
            String sender,
            String options,
            String allRecipients,
            MessageContent content) {}

    static EntryRow read(ResultSet row) throws SQLException {
        Instant due = instant(row, "was_due");
        var schedule = new Schedule(
                instant(row, "queued_at"),
                due,
                instant(row, "expires_at"),
                row.getInt("attempts"),
                row.getBoolean("delay_warned"));
        var content = new MessageContent(
                row.getObject("content_id", UUID.class).toString(), row.getLong("size"), row.getString("sha256"));
        var stored = new Stored(
                schedule,
                row.getString("method"),
                row.getString("alternatives"),
                row.getString("recipients"),
                instant(row, "received_at"),
                row.getString("sender"),
                row.getString("options"),
                row.getString("all_recipients"),
                content);
        return new EntryRow(
                new TenantId(row.getObject("tenant_id", UUID.class)),
                row.getObject("mail_id", UUID.class),
                row.getObject("id", UUID.class),
                EntryState.valueOf(row.getString("state")),
                row.getString("destination"),
                row.getString("last_status"),
                row.getString("leased_by") != null,
                due,
                stored);
    }

    QueueEntry entry() throws SyntaxException {
        return new QueueEntry(
                id,
                tenant,
                mail,
                StoredText.parseRecipients(stored.recipients),
                StoredText.parseMethod(stored.method),
                StoredText.parseMethods(stored.alternatives),
                destination,
                stored.schedule,
                state);
    }

    MailTransaction transaction() throws SyntaxException {
        var envelope = new Envelope(
                ReversePath.parse(stored.sender),
                StoredText.parseRecipients(stored.allRecipients),
                StoredText.parseOptions(stored.options));
        return new MailTransaction(mail, tenant, stored.receivedAt, envelope, stored.content);
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp timestamp = row.getTimestamp(column);
        return timestamp == null ? Instant.EPOCH : timestamp.toInstant();
    }
}
