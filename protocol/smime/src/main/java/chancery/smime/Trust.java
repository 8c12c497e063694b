package chancery.smime;

import java.time.Instant;
import java.util.List;

/** What a certificate is worth at a time, with what it rests on. Unknown is {@link Unverified}. */
public sealed interface Trust {

    /**
     * A path to a trusted authority was found, it is valid (RFC 5280 §6.1), and nothing on it is revoked.
     *
     * @param path from the certificate to the trusted authority, both included
     * @param revocation how each certificate below the authority was found not revoked
     */
    record Verified(List<Certificate> path, List<RevocationStatus> revocation) implements Trust {
        public Verified {
            path = List.copyOf(path);
            revocation = List.copyOf(revocation);
        }
    }

    /** Nothing proves it. */
    record Unverified(Cause cause, String reason) implements Trust {}

    /**
     * Its issuer, or one above, has called it back.
     *
     * @param certificate the one that was revoked
     * @param reason the code of RFC 5280 §5.3.1 in words
     */
    record Revoked(Certificate certificate, Instant since, String reason) implements Trust {}

    /** One certificate of the path was over at that time; everything else about it was right. */
    record Expired(Certificate certificate, Instant since) implements Trust {}

    /** Why it is not verified. */
    enum Cause {
        /** No path to a trusted authority. */
        NO_PATH,
        /** A path that breaks a rule of RFC 5280 §6.1. */
        INVALID_PATH,
        /** It does not count yet. */
        NOT_YET_VALID,
        /** No current word on whether it was revoked. */
        REVOCATION_UNKNOWN,
        /** It was not issued for this. */
        WRONG_PURPOSE,
        /** An algorithm that does not count at that time. */
        WEAK_ALGORITHM,
        /** Nobody was asked. */
        NOT_EVALUATED
    }
}
