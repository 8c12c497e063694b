package chancery.mailauth;

import chancery.mailauth.DmarcRecord.Policy;
import java.util.List;

/**
 * What DMARC said and why.
 *
 * @param result none, pass, fail, temperror or permerror (RFC 9989 §9.2)
 * @param authorDomain the domain of From, empty when there is none, or more than one
 * @param organizationalDomain the author's, empty when it was not needed or not found
 * @param policyDomain whose record applies, empty when there is none
 * @param record as published, empty when there is none
 * @param published what the record asks for a mail from this domain that fails; none where there is no record
 * @param applicable the same, one level milder where the owner only tests (RFC 9989 §4.7); what is done is a matter of
 *     our own policy (RFC 9989 §7.4)
 * @param testMode the owner only tests
 * @param identifiers domains that SPF or DKIM looked at, and whether they are aligned
 * @param queries names that were asked for a record, in this order
 * @param problem one phrase, empty when there is none
 */
public record DmarcResult(
        ResultWord result,
        String authorDomain,
        String organizationalDomain,
        String policyDomain,
        String record,
        Policy published,
        Policy applicable,
        boolean testMode,
        List<Identifier> identifiers,
        List<String> queries,
        String problem) {

    /**
     * A domain that another method authenticated, or did not.
     *
     * @param method spf or dkim
     * @param result of the method
     * @param alignment how it stands to the author's domain
     */
    public record Identifier(String method, String domain, ResultWord result, Alignment alignment) {}

    /** RFC 9989 §4.4 */
    public enum Alignment {
        /** Identical domains. */
        STRICT,
        /** The same organizational domain. */
        RELAXED,
        /** Not aligned, or not as strictly as the record asks. */
        NONE,
        /** The DNS did not say. */
        UNKNOWN
    }

    public DmarcResult {
        identifiers = List.copyOf(identifiers);
        queries = List.copyOf(queries);
    }
}
