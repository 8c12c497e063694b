package chancery.spool;

import java.time.Duration;
import java.time.Instant;

/**
 * When an entry is tried.
 *
 * @param queuedAt when the entry came to be
 * @param nextAttemptAt earliest moment of the next attempt; for a held entry its keep-until
 * @param expiresAt an attempt at or after this moment is the last (RFC 5321 §4.5.4.1)
 * @param attempts how many attempts have ended with a delay
 * @param delayWarned whether the sender has been told about the delay
 */
public record Schedule(Instant queuedAt, Instant nextAttemptAt, Instant expiresAt, int attempts, boolean delayWarned) {

    /** Due at once, never tried. */
    public static Schedule startingAt(Instant now, Duration expiry) {
        return new Schedule(now, now, now.plus(expiry), 0, false);
    }

    /** Held until {@code keepUntil}; after a release it has {@code expiry} to be delivered. */
    public static Schedule heldUntil(Instant now, Instant keepUntil) {
        return new Schedule(now, keepUntil, keepUntil, 0, false);
    }
}
