package chancery.spool;

import chancery.mail.TenantId;
import chancery.store.Database;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;

/**
 * Forgets mails that were finished long ago: who wrote to whom, when, and how large it was. Their contents are gone
 * since they were finished. A mail with work left is never touched.
 */
public final class FinishedMails {
    private final Database database;

    public FinishedMails(Database database) {
        this.database = database;
    }

    /**
     * Forgets what was finished before {@code before}, some thousand in each transaction.
     *
     * @return how many were forgotten
     */
    public long forget(TenantId tenant, Instant before) {
        long all = 0;
        int gone;
        do {
            gone = database.inTenant(
                    tenant,
                    handle -> handle.createUpdate(RetentionStatement.FORGET_FINISHED.sql())
                            .bind("tenant", tenant.value())
                            .bind("bound", firstIdOf(before))
                            .bind("before", before.atOffset(ZoneOffset.UTC))
                            .execute());
            all += gone;
        } while (gone > 0);
        return all;
    }

    /** The lowest identifier of that millisecond (RFC 9562 §5.7). */
    private static UUID firstIdOf(Instant time) {
        return new UUID(time.toEpochMilli() << 16 | 0x7000L, 0x8000_0000_0000_0000L);
    }
}
