package chancery.mailauth;

import chancery.mail.SyntaxException;
import java.time.Instant;
import java.util.List;

/**
 * A DKIM-Signature header field (RFC 6376 §3.5) as it stands, its claims not yet verified.
 *
 * @param algorithm as written; {@link DkimAlgorithm} has those that are known
 * @param signature the octets of the tag b
 * @param bodyHash the octets of the tag bh
 * @param domain the signing domain (SDID), in lower case
 * @param fields names of the signed header fields in the order of signing, in lower case
 * @param identity the agent or user (AUID) with its {@code @}, decoded; {@code @domain} when not given
 * @param bodyLength octets of the body that are signed, {@link #WHOLE_BODY} when not limited
 * @param queryMethods ways to the key
 * @param signedAt {@link Instant#MIN} when not given
 * @param expires {@link Instant#MAX} when not given
 */
public record DkimSignature(
        String algorithm,
        byte[] signature,
        byte[] bodyHash,
        Canonicalization headerCanonicalization,
        Canonicalization bodyCanonicalization,
        String domain,
        List<String> fields,
        String identity,
        long bodyLength,
        List<String> queryMethods,
        String selector,
        Instant signedAt,
        Instant expires) {

    /** Stands for the absence of the tag l. */
    public static final long WHOLE_BODY = Long.MAX_VALUE;

    public DkimSignature {
        fields = List.copyOf(fields);
        queryMethods = List.copyOf(queryMethods);
    }

    /** Reads the unfolded value of the header field. */
    public static DkimSignature parse(String value) throws SyntaxException {
        return DkimSignatureParser.parse(value, true);
    }

    /** True when the tag l is there. */
    public boolean hasBodyLength() {
        return bodyLength != WHOLE_BODY;
    }

    /** Where the key lies (RFC 6376 §3.6.2.1). */
    public String keyName() {
        return selector + "._domainkey." + domain;
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
