package chancery.openpgp;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Judges signatures over data. */
record SignatureVerifier(List<Certificate> signers, AlgorithmPolicy policy, Instant now) {

    private record Candidate(Certificate certificate, KeyPacket key) {}

    SignatureVerdict unverified(SignaturePacket signature, String reason) {
        return verdict(signature, Optional.empty(), new Trust.Unverified(reason));
    }

    /** @param digest over the content and the signature's own fields, when its hash is known here */
    SignatureVerdict judge(SignaturePacket signature, Optional<byte[]> digest) {
        if (signature.type() != SignaturePacket.BINARY && signature.type() != SignaturePacket.TEXT) {
            return unverified(signature, "a signature of type " + signature.type() + " says nothing about content");
        }
        var candidates = signers.stream()
                .flatMap(c -> c.components().stream()
                        .flatMap(part -> part.key().stream())
                        .filter(signature::mayBeBy)
                        .map(k -> new Candidate(c, k)))
                .limit(100)
                .toList();
        if (candidates.isEmpty()) {
            return unverified(signature, "no certificate of its maker is at hand");
        }
        var hash = signature.hash();
        if (hash.isEmpty() || digest.isEmpty()) {
            return unverified(signature, "a hash that is not known here");
        }
        var maker = candidates.stream()
                .filter(c -> versionsFit(signature, c.key()))
                .filter(c -> SignatureMath.isBy(c.key(), signature, hash.get(), digest.get()))
                .findFirst();
        if (maker.isEmpty()) {
            boolean known =
                    candidates.stream().anyMatch(c -> c.key().knownAlgorithm().isPresent());
            return verdict(
                    signature,
                    Optional.of(candidates.getFirst()),
                    new Trust.Unverified(
                            known ? "the signature does not fit the content" : "an algorithm that is not known here"));
        }
        return verdict(signature, maker, trust(signature, hash.get(), maker.get()));
    }

    // RFC 9580 §5.2: the versions of signature and key go together
    static boolean versionsFit(SignaturePacket signature, KeyPacket key) {
        return key.version() == 6 ? signature.version() == 6 : signature.version() <= 4;
    }

    private Trust trust(SignaturePacket signature, HashAlgorithm hash, Candidate maker) {
        if (signature.made().isEmpty()) {
            return new Trust.Unverified("a signature without a date");
        }
        Instant made = signature.made().get();
        var problem = problem(signature, hash, made, maker.key());
        if (problem.isPresent()) {
            return new Trust.Unverified(problem.get());
        }
        var ends = signature.expires();
        if (ends.isPresent() && !now.isBefore(ends.get())) {
            return new Trust.Expired("the signature was to count until then", ends.get());
        }
        var then = maker.certificate().at(made, policy).key(maker.key().fingerprint());
        return switch (then.trust()) {
            case Trust.Revoked revoked -> revoked;
            case Trust.Expired expired -> expired;
            case Trust.Unverified unverified -> unverified;
            case Trust.Verified verified ->
                then.uses().contains(KeyUse.SIGN)
                        ? new Trust.Verified("signed with " + then.fingerprint())
                        : new Trust.Unverified("the key is not for signing");
        };
    }

    private Optional<String> problem(SignaturePacket signature, HashAlgorithm hash, Instant made, KeyPacket key) {
        if (made.isAfter(now.plus(policy.clockTolerance()))) {
            return Optional.of("dated in the future");
        }
        if (!policy.acceptsForData(hash, made)) {
            return Optional.of("the hash " + hash.word() + " proved nothing at that date");
        }
        return signature
                .hashed()
                .unknownCritical()
                .or(() -> policy.objection(key.material()))
                .or(() -> SignatureMath.weakness(key, hash));
    }

    private static SignatureVerdict verdict(SignaturePacket signature, Optional<Candidate> maker, Trust trust) {
        return new SignatureVerdict(
                trust,
                maker.map(Candidate::certificate),
                maker.map(c -> c.key().fingerprint()),
                KeyPacket.text(signature.issuerKeyId().orElse(0L)),
                signature.made(),
                signature.hash());
    }

    /**
     * A signature that names its readers and not the one who read it was passed on by somebody else. RFC 9580 §5.2.3.36
     */
    SignatureVerdict forReader(SignatureVerdict verdict, SignaturePacket signature, Optional<Certificate> reader) {
        var intended = signature.hashed().each(Subpackets.INTENDED_RECIPIENT);
        if (!verdict.isVerified() || intended.isEmpty() || reader.isEmpty()) {
            return verdict;
        }
        byte[] own = reader.get().fingerprint().octets();
        boolean named = intended.stream()
                .anyMatch(i -> i.length == own.length + 1 && Arrays.equals(Arrays.copyOfRange(i, 1, i.length), own));
        return named
                ? verdict
                : new SignatureVerdict(
                        new Trust.Unverified("signed for other readers"),
                        verdict.certificate(),
                        verdict.key(),
                        verdict.keyId(),
                        verdict.made(),
                        verdict.hash());
    }
}
