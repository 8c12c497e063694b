package chancery.portal;

import chancery.mail.TenantId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A mail in the portal as one of its recipients has it. */
record WaitingMail(TenantId tenant, Recipient recipient, Stored stored) {
    /**
     * @param key what the mailbox is recognised by
     * @param openedAt when it was first opened
     */
    record Recipient(UUID id, String address, String key, Optional<Instant> openedAt) {}

    /**
     * @param mail the transaction that brought it
     * @param sender reverse-path, empty for the null one
     * @param destroyed its key is gone
     */
    record Stored(
            UUID message,
            UUID mail,
            UUID content,
            String sender,
            Instant arrivedAt,
            Instant expiresAt,
            boolean destroyed) {}

    boolean isOver(Instant now) {
        return stored.destroyed() || !stored.expiresAt().isAfter(now);
    }

    /** The recipient's address with most of it hidden: for a page that anyone with the link can see. */
    String hiddenAddress() {
        String address = recipient.address();
        int at = address.lastIndexOf('@');
        int shown = address.offsetByCodePoints(0, at > 0 ? 1 : 0);
        return address.substring(0, shown) + "\u2026" + address.substring(Math.max(at, 0));
    }
}
