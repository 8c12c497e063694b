package chancery.openpgp;

/** Why something well-formed is not opened. */
public enum Refusal {
    /** Encrypted without protection against changes, so nothing of it can be believed. */
    NOT_PROTECTED,
    /** The protection says that it was changed, cut short or put in another order. */
    MODIFIED,
    /** No key or passphrase at hand opens it. */
    NO_KEY,
    /** An algorithm that the policy does not allow. */
    ALGORITHM,
    /** An algorithm or version that is not known here. */
    UNSUPPORTED,
    /** More octets, memory, work or nesting than the limits allow. */
    TOO_LARGE,
    /** It breaks the grammar. */
    MALFORMED,
    /** It stands beside content that could carry it away once it is decrypted (EFAIL). */
    EXPOSED
}
