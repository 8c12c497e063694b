package chancery.mailauth;

import chancery.mail.SyntaxException;
import chancery.mime.HeaderField;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * One signature on its way to a verdict (RFC 6376 §6.1): read before the body goes past, judged after it. An early
 * verdict spares the rest.
 */
final class DkimCheck {
    private static final int SIGNATURE_START = 8;

    private final HeaderField field;
    private final List<DkimSignature> signature;
    private final List<DkimAlgorithm> algorithm;
    private final List<BodyHashes.Hash> bodyHash;
    private final List<DkimResult> early;

    private DkimCheck(
            HeaderField field,
            List<DkimSignature> signature,
            List<DkimAlgorithm> algorithm,
            List<BodyHashes.Hash> bodyHash,
            List<DkimResult> early) {
        this.field = field;
        this.signature = signature;
        this.algorithm = algorithm;
        this.bodyHash = bodyHash;
        this.early = early;
    }

    static DkimCheck decided(HeaderField field, ResultWord word, String problem) {
        var result = new DkimResult(word, "", "", "", "", List.of(), DkimResult.Key.NONE, "", problem);
        return new DkimCheck(field, List.of(), List.of(), List.of(), List.of(result));
    }

    /** Reads a field and says what is needed of the body. */
    static DkimCheck begin(HeaderField field, DkimPolicy policy, Instant now, BodyHashes hashes) {
        DkimSignature signature;
        try {
            signature = DkimSignatureParser.parse(SignedFields.value(field), policy.versionRequired());
        } catch (SyntaxException e) {
            return decided(field, ResultWord.NEUTRAL, String.valueOf(e.getMessage()));
        }
        var algorithm = DkimAlgorithm.of(signature.algorithm());
        var verdict = early(signature, algorithm, policy, now);
        if (verdict.isPresent() || algorithm.isEmpty()) {
            return new DkimCheck(
                    field,
                    List.of(signature),
                    List.of(),
                    List.of(),
                    verdict.stream().toList());
        }
        var hash = hashes.want(signature.bodyCanonicalization(), algorithm.get(), signature.bodyLength());
        return new DkimCheck(field, List.of(signature), List.of(algorithm.get()), List.of(hash), List.of());
    }

    // RFC 6376 §6.1.1
    private static Optional<DkimResult> early(
            DkimSignature signature, Optional<DkimAlgorithm> algorithm, DkimPolicy policy, Instant now) {
        String signing = "@" + signature.domain();
        String identity = signature.identity().substring(signature.identity().lastIndexOf('@'));
        if (algorithm.isEmpty()) {
            return refused(signature, ResultWord.NEUTRAL, "unknown algorithm");
        }
        if (!signature.queryMethods().contains("dns/txt")
                && !signature.queryMethods().contains("dns")) {
            return refused(signature, ResultWord.NEUTRAL, "unknown query method");
        }
        if (!signature.fields().contains("from")) {
            return refused(signature, ResultWord.PERMERROR, "From is not signed");
        }
        if (!identity.equals(signing) && !identity.endsWith("." + signature.domain())) {
            return refused(signature, ResultWord.PERMERROR, "identity is not in the signing domain");
        }
        if (!now.isBefore(signature.expires())) {
            return refused(signature, ResultWord.PERMERROR, "signature expired");
        }
        if (!policy.algorithms().contains(algorithm.get())) {
            // RFC 8301 §3.1
            return refused(signature, ResultWord.POLICY, "algorithm is not accepted");
        }
        return Optional.empty();
    }

    private static Optional<DkimResult> refused(DkimSignature signature, ResultWord word, String problem) {
        return Optional.of(result(signature, word, DkimResult.Key.NONE, problem));
    }

    /** After the body was read. */
    DkimResult finish(SignedFields fields, KeyFetch keys, DkimPolicy policy) {
        if (!early.isEmpty()) {
            return early.getFirst();
        }
        var claim = signature.getFirst();
        return switch (keys.fetch(claim.keyName(), algorithm.getFirst())) {
            case KeyFetch.Answer.Refused refused -> result(claim, refused.word(), refused.evidence(), refused.why());
            case KeyFetch.Answer.Found found -> judged(claim, found, fields, policy);
        };
    }

    private DkimResult judged(
            DkimSignature claim, KeyFetch.Answer.Found found, SignedFields fields, DkimPolicy policy) {
        String identity = claim.identity();
        if (found.record().isStrict() && !identity.endsWith("@" + claim.domain())) {
            return result(claim, ResultWord.PERMERROR, found.evidence(), "public key is not for subdomains");
        }
        if (policy.keyGranularity() && !granted(found.record().granularity(), identity)) {
            return result(claim, ResultWord.PERMERROR, found.evidence(), "public key is not for this local-part");
        }
        var body = bodyHash.getFirst();
        if (claim.hasBodyLength() && body.bodyLength() < claim.bodyLength()) {
            return result(claim, ResultWord.PERMERROR, found.evidence(), "body is shorter than what was signed");
        }
        if (!MessageDigest.isEqual(body.value(), claim.bodyHash())) {
            return result(claim, ResultWord.FAIL, found.evidence(), "body was changed");
        }
        byte[] signed = fields.octets(
                claim.fields(), claim.headerCanonicalization(), SignedFields.withoutSignature(field.octets()));
        if (!algorithm.getFirst().verifies(signed, claim.signature(), found.key())) {
            return result(claim, ResultWord.FAIL, found.evidence(), "signature does not verify");
        }
        if (claim.hasBodyLength() && body.bodyLength() > claim.bodyLength() && !policy.partialBody()) {
            return result(claim, ResultWord.POLICY, found.evidence(), "only a part of the body is signed");
        }
        return result(claim, ResultWord.PASS, found.evidence(), "");
    }

    // RFC 4871 §3.6.1: one star at most, and an empty value fits nobody
    private static boolean granted(String granularity, String identity) {
        String localPart = identity.substring(0, identity.lastIndexOf('@'));
        int star = granularity.indexOf('*');
        if (star < 0) {
            return !granularity.isEmpty() && localPart.equals(granularity);
        }
        String start = granularity.substring(0, star);
        String end = granularity.substring(star + 1);
        return localPart.length() >= start.length() + end.length()
                && localPart.startsWith(start)
                && localPart.endsWith(end);
    }

    private static DkimResult result(DkimSignature claim, ResultWord word, DkimResult.Key key, String problem) {
        String b = Base64.getEncoder().encodeToString(claim.signature());
        return new DkimResult(
                word,
                claim.domain(),
                claim.selector(),
                claim.identity(),
                claim.algorithm(),
                claim.fields(),
                key,
                b.substring(0, Math.min(SIGNATURE_START, b.length())),
                problem);
    }
}
