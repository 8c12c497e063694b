package chancery.net;

/** What is known about the authenticity of a DNS answer (RFC 4033 §5). Only {@code SECURE} may be relied on. */
public enum DnsSecurity {
    /** A chain of signatures from a trust anchor was verified, here or by a server that the operator trusts. */
    SECURE,
    /** Proven to be unsigned. */
    INSECURE,
    /** Signatures were there and wrong; the records were withheld. */
    BOGUS,
    /** Nobody checked. */
    UNKNOWN;

    /** The security of two answers taken together: the weaker one. */
    public DnsSecurity and(DnsSecurity other) {
        if (this == BOGUS || other == BOGUS) {
            return BOGUS;
        }
        return compareTo(other) >= 0 ? this : other;
    }
}
