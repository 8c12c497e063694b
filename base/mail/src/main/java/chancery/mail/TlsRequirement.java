package chancery.mail;

/** What the connection to the next hop must prove. */
public enum TlsRequirement {
    /** TLS when offered, certificate not checked; for mail that needs no protection (RFC 7435 §3). */
    OPPORTUNISTIC,
    /** TLS 1.2 or newer with a certificate that matches name and trust; without it the mail does not leave. */
    VERIFIED
}
