package chancery.report;

import java.util.List;
import java.util.Optional;

/**
 * Which authentication of a mail failed (RFC 6591 §3.2; for DMARC RFC 9991 §4).
 *
 * @param kind adsp, bodyhash, revoked, signature, spf or dmarc, in lower case
 * @param deliveryResult delivered, spam, policy, reject or other
 * @param identityAlignment the mechanisms that gave no aligned identifier, in lower case; empty for {@code none} or when
 *     the field is missing
 * @param spfDns the SPF record that was used, as the reporter writes it
 * @param canonicalizedHeader DKIM-Canonicalized-Header, still in base64
 * @param canonicalizedBody DKIM-Canonicalized-Body, still in base64
 */
public record AuthFailure(
        String kind,
        Optional<String> deliveryResult,
        List<String> identityAlignment,
        Optional<String> dkimDomain,
        Optional<String> dkimIdentity,
        Optional<String> dkimSelector,
        Optional<String> spfDns,
        Optional<String> canonicalizedHeader,
        Optional<String> canonicalizedBody) {
    public AuthFailure {
        identityAlignment = List.copyOf(identityAlignment);
    }

    /** The DMARC failure of a domain. */
    public static AuthFailure dmarc(List<String> identityAlignment, Optional<String> deliveryResult) {
        return new AuthFailure(
                "dmarc",
                deliveryResult,
                identityAlignment,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** With the signature that failed; RFC 9991 §4 wants all three for an aligned identifier. */
    public AuthFailure withDkim(String domain, String identity, String selector) {
        return new AuthFailure(
                kind,
                deliveryResult,
                identityAlignment,
                Optional.of(domain),
                Optional.of(identity),
                Optional.of(selector),
                spfDns,
                canonicalizedHeader,
                canonicalizedBody);
    }

    /** With the record that SPF used, such as {@code txt : example.org : "v=spf1 -all"}. */
    public AuthFailure withSpfDns(String record) {
        return new AuthFailure(
                kind,
                deliveryResult,
                identityAlignment,
                dkimDomain,
                dkimIdentity,
                dkimSelector,
                Optional.of(record),
                canonicalizedHeader,
                canonicalizedBody);
    }
}
