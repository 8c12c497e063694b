package chancery.audit;

import chancery.mail.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Recomputes the chains of a tenant, each from where retention has left its beginning to the head that was read first:
 * what is appended meanwhile is not looked at, and a beginning that moves meanwhile is read again.
 */
final class ChainCheck {
    private static final int TRIES = 5;

    private final Handle handle;
    private final TenantId tenant;

    ChainCheck(Handle handle, TenantId tenant) {
        this.handle = handle;
        this.tenant = tenant;
    }

    /** A place in a chain: up to here, with this hash. */
    private record Place(long seq, byte[] hash) {
        boolean is(Place other) {
            return seq == other.seq && Arrays.equals(hash, other.hash);
        }
    }

    private record Stored(RecordHash.Row words, byte[] hash) {}

    private static final Place NOTHING = new Place(0, RecordHash.NONE);

    Verification verify() {
        Map<String, Place> heads = places(AuditStatement.HEADS);
        long records = 0;
        for (var head : heads.entrySet()) {
            switch (verify(head.getKey(), head.getValue())) {
                case Verification.Broken broken -> {
                    return broken;
                }
                case Verification.Intact intact -> records += intact.records();
            }
        }
        var headless = new HashSet<>(handle.createQuery(AuditStatement.CHAINS.sql())
                .bind("tenant", tenant.value())
                .mapTo(String.class)
                .list());
        headless.removeAll(places(AuditStatement.HEADS).keySet());
        return headless.isEmpty()
                ? new Verification.Intact(records, heads.size())
                : new Verification.Broken(headless.iterator().next(), 1, "the chain has no head");
    }

    private Verification verify(String chain, Place head) {
        Place start = start(chain);
        Verification result = verify(chain, start, head);
        for (int tries = 1; tries < TRIES && result instanceof Verification.Broken; tries++) {
            Place now = start(chain);
            if (now.is(start)) {
                break;
            }
            start = now;
            result = verify(chain, start, head);
        }
        return result;
    }

    private Verification verify(String chain, Place start, Place head) {
        var hash = new RecordHash();
        Place at = start;
        while (true) {
            List<Stored> page = page(chain, at.seq(), head.seq());
            for (Stored stored : page) {
                long seq = at.seq() + 1;
                if (stored.words().seq() != seq) {
                    return new Verification.Broken(chain, seq, "a record is missing");
                }
                at = new Place(seq, hash.of(at.hash(), stored.words()));
                if (!Arrays.equals(at.hash(), stored.hash())) {
                    return new Verification.Broken(chain, seq, "the record or one before it was changed");
                }
            }
            if (page.isEmpty()) {
                return at.is(head)
                        ? new Verification.Intact(at.seq() - start.seq(), 1)
                        : new Verification.Broken(chain, at.seq() + 1, "the end of the chain is missing");
            }
        }
    }

    private Place start(String chain) {
        return places(AuditStatement.STARTS).getOrDefault(chain, NOTHING);
    }

    private Map<String, Place> places(AuditStatement statement) {
        var places = new HashMap<String, Place>();
        handle.createQuery(statement.sql())
                .bind("tenant", tenant.value())
                .map((row, context) ->
                        places.put(row.getString("chain"), new Place(row.getLong("seq"), row.getBytes("hash"))))
                .list();
        return places;
    }

    private List<Stored> page(String chain, long after, long upTo) {
        return handle.createQuery(AuditStatement.CHAIN.sql())
                .bind("tenant", tenant.value())
                .bind("chain", chain)
                .bind("after", after)
                .bind("upTo", upTo)
                .map((row, context) -> stored(row, chain))
                .list();
    }

    private Stored stored(ResultSet row, String chain) throws SQLException {
        Instant at = row.getObject("at", OffsetDateTime.class).toInstant();
        var words = new RecordHash.Row(
                tenant.value(),
                chain,
                row.getLong("seq"),
                ChronoUnit.MICROS.between(Instant.EPOCH, at),
                row.getObject("mail_id", UUID.class),
                row.getString("event"),
                row.getString("detail"));
        return new Stored(words, row.getBytes("hash"));
    }
}
