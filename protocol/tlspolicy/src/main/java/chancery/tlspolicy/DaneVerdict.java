package chancery.tlspolicy;

import chancery.net.TlsaRecord;

/** What became of a host's certificate under DANE. */
public sealed interface DaneVerdict {
    /** The chain matches. {@code depth} is the place of the matching certificate, 0 for the host's own. */
    record Authenticated(TlsaRecord record, int depth) implements DaneVerdict {}

    /** Every record is unusable: the certificate was not looked at. */
    record Unauthenticated() implements DaneVerdict {}

    /**
     * No record matches.
     *
     * @param result for the report to the domain
     * @param why one phrase for logs and audit
     */
    record Mismatch(TlsResultType result, String why) implements DaneVerdict {}
}
