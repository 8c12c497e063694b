package chancery.tlspolicy;

import java.util.Locale;

/** The failures that TLS-RPT knows (RFC 8460 §4.3). */
public enum TlsResultType {
    STARTTLS_NOT_SUPPORTED,
    CERTIFICATE_HOST_MISMATCH,
    CERTIFICATE_EXPIRED,
    CERTIFICATE_NOT_TRUSTED,
    /** Any other failure. */
    VALIDATION_FAILURE,
    /** No TLSA record matches, or none is usable. */
    TLSA_INVALID,
    /** The DNS gave no valid answer about DANE. */
    DNSSEC_INVALID,
    /** DANE was demanded by the sender's own policy and is not there. */
    DANE_REQUIRED,
    STS_POLICY_FETCH_ERROR,
    STS_POLICY_INVALID,
    STS_WEBPKI_INVALID;

    /** The word of the standard: {@code certificate-host-mismatch}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
