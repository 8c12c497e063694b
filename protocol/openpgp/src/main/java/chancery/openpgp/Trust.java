package chancery.openpgp;

import java.time.Instant;

/**
 * What is proven of a key, a user ID or a signature, and why. Verified says that the mathematics, the dates, the bindings
 * and the policy hold; whether the certificate is really that person's is for the caller to know.
 */
public sealed interface Trust {
    /** For people, without content from outside beyond fingerprints and dates. */
    String reason();

    record Verified(String reason) implements Trust {}

    /** Not proven: wrong, unknown, or not checked. */
    record Unverified(String reason) implements Trust {}

    /**
     * Withdrawn by its owner.
     *
     * @param hard true when it counts for all times, because a key may have been stolen
     */
    record Revoked(String reason, boolean hard, Instant since) implements Trust {}

    record Expired(String reason, Instant since) implements Trust {}
}
