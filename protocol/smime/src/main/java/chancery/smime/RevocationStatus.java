package chancery.smime;

import java.time.Instant;

/** What is known about whether one certificate was revoked. */
public sealed interface RevocationStatus {

    /**
     * Not revoked.
     *
     * @param source the list or answer it rests on
     * @param asOf when that was made
     */
    record Good(String source, Instant asOf) implements RevocationStatus {}

    /** Revoked, with the reason in words. */
    record Revoked(Instant since, String reason, String source) implements RevocationStatus {}

    /** Nobody said anything that counts. */
    record Unknown(String reason) implements RevocationStatus {}

    /** The caller asked for no check. */
    record NotChecked(String reason) implements RevocationStatus {}
}
