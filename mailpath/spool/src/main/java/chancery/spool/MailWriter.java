package chancery.spool;

import chancery.store.ContentVault;
import chancery.store.SealedContent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Writes new mails and entries, born leased by this node. */
final class MailWriter {
    private static final String[] MAIL = {
        "uuid", "uuid", "timestamptz", "text", "text", "text", "uuid", "int8", "text", "int4", "timestamptz"
    };
    private static final String[] ENTRY = {
        "uuid",
        "uuid",
        "uuid",
        "text",
        "timestamptz",
        "text",
        "timestamptz",
        "timestamptz",
        "int4",
        "bool",
        "text",
        "text",
        "text",
        "text"
    };

    private final ContentVault vault;
    private final String lessee;

    MailWriter(ContentVault vault, String lessee) {
        this.vault = vault;
        this.lessee = lessee;
    }

    /** Contents, mails and their entries, in two round trips. */
    void insert(Handle handle, Collection<AcceptedMail> mails, Instant now, Instant leasedUntil) {
        var contents = new ArrayList<SealedContent>(mails.size());
        var mailRows = new Rows(MAIL);
        var entryRows = new Rows(ENTRY);
        for (AcceptedMail accepted : mails) {
            if (!accepted.entries().isEmpty()) {
                contents.add(accepted.content());
            }
            add(mailRows, accepted, now);
            accepted.entries().forEach(entry -> add(entryRows, entry, leasedUntil));
        }
        if (!contents.isEmpty()) {
            vault.insert(handle, contents);
        }
        try (var update = handle.createUpdate(SpoolStatement.INSERT_MAILS.sql())) {
            entryRows.bindTo(mailRows.bindTo(update, "mail"), "entry").execute();
        }
    }

    /** Entries of mails that are there already. */
    void insertEntries(Handle handle, List<QueueEntry> entries, Instant leasedUntil) {
        var rows = new Rows(ENTRY);
        entries.forEach(entry -> add(rows, entry, leasedUntil));
        try (var update = handle.createUpdate(SpoolStatement.INSERT_ENTRIES.sql())) {
            rows.bindTo(update, "entry").execute();
        }
    }

    private static void add(Rows rows, AcceptedMail accepted, Instant now) {
        var mail = accepted.mail();
        boolean done = accepted.entries().isEmpty();
        rows.add(
                mail.tenant().value(),
                mail.id(),
                mail.receivedAt(),
                mail.envelope().sender().toString(),
                StoredText.options(mail.envelope().options()),
                StoredText.recipients(mail.envelope().recipients()),
                UUID.fromString(mail.content().contentId()),
                mail.content().size(),
                mail.content().sha256(),
                accepted.entries().size(),
                done ? now : Rows.NULL);
    }

    private void add(Rows rows, QueueEntry entry, Instant leasedUntil) {
        boolean leased = entry.state() != EntryState.HELD;
        rows.add(
                entry.tenant().value(),
                entry.mail(),
                entry.id(),
                entry.state().name(),
                leased ? leasedUntil : entry.schedule().nextAttemptAt(),
                leased ? lessee : Rows.NULL,
                entry.schedule().expiresAt(),
                entry.schedule().queuedAt(),
                entry.schedule().attempts(),
                entry.schedule().delayWarned(),
                entry.destination(),
                StoredText.method(entry.method()),
                StoredText.methods(entry.alternatives()),
                StoredText.recipients(entry.recipients()));
    }
}
