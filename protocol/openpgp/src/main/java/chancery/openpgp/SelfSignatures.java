package chancery.openpgp;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/** Which signatures of a primary key over its own certificate count at a time. */
record SelfSignatures(KeyPacket primary, Instant time, AlgorithmPolicy policy) {
    // RFC 9580 §5.2.3.31
    private static final int SUPERSEDED = 1;
    private static final int RETIRED = 3;
    private static final int USER_ID_NOT_VALID = 32;

    /** The latest that counts. */
    Optional<SignaturePacket> latest(Component component, IntPredicate type) {
        return component.signatures().stream()
                .filter(s -> type.test(s.type()))
                .filter(this::isInForce)
                .sorted(Comparator.comparing((SignaturePacket s) -> s.made().orElseThrow())
                        .reversed())
                .filter(s -> isByPrimary(component, s))
                .findFirst();
    }

    private boolean isInForce(SignaturePacket signature) {
        if (signature.made().isEmpty() || signature.hash().isEmpty()) {
            return false;
        }
        Instant made = signature.made().get();
        return !made.isAfter(time)
                && signature.expires().filter(e -> !time.isBefore(e)).isEmpty()
                && policy.acceptsForCertificate(signature.hash().get(), made)
                && signature.hashed().unknownCritical().isEmpty();
    }

    private boolean isByPrimary(Component component, SignaturePacket signature) {
        return signature.mayBeBy(primary) && isBy(primary, signature, component.covered(primary, signature));
    }

    /** True when the key made the signature over what it covers; says nothing of dates, policy or who it names. */
    static boolean isBy(KeyPacket key, SignaturePacket signature, byte[] covered) {
        var hash = signature.hash();
        if (hash.isEmpty() || !SignatureVerifier.versionsFit(signature, key)) {
            return false;
        }
        var digest = signature.begin(hash.get());
        digest.update(covered);
        return SignatureMath.isBy(key, signature, hash.get(), signature.finish(digest));
    }

    /**
     * The revocation that holds at the time, if one does. A hard one counts whenever it was made; what the policy thinks
     * of its hash does not matter, since nobody gains by revoking.
     *
     * @param renewed for a user ID: since when it is claimed anew, which ends a soft revocation before
     */
    Optional<Trust.Revoked> revocation(Component component, int type, Optional<Instant> renewed) {
        return component.signatures().stream()
                .filter(s -> s.type() == type && s.made().isPresent())
                .filter(s -> counts(s, renewed))
                .sorted(Comparator.comparing(s -> !isHard(s)))
                .filter(s -> isByPrimary(component, s))
                .findFirst()
                .map(s -> new Trust.Revoked(reason(s), isHard(s), s.made().orElseThrow()));
    }

    private boolean counts(SignaturePacket revocation, Optional<Instant> renewed) {
        if (isHard(revocation)) {
            return true;
        }
        Instant made = revocation.made().orElseThrow();
        return !made.isAfter(time)
                && revocation.expires().filter(e -> !time.isBefore(e)).isEmpty()
                && renewed.filter(r -> r.isAfter(made)).isEmpty();
    }

    private static int code(SignaturePacket revocation) {
        return revocation
                .hashed()
                .last(Subpackets.REVOCATION_REASON)
                .filter(b -> b.length > 0)
                .map(b -> b[0] & 0xff)
                .orElse(0);
    }

    private static boolean isHard(SignaturePacket revocation) {
        int code = code(revocation);
        return code != SUPERSEDED && code != RETIRED && code != USER_ID_NOT_VALID;
    }

    private static String reason(SignaturePacket revocation) {
        return switch (code(revocation)) {
            case 0 -> "revoked without a reason";
            case SUPERSEDED -> "revoked: replaced by another";
            case 2 -> "revoked: compromised";
            case RETIRED -> "revoked: retired";
            case USER_ID_NOT_VALID -> "revoked: no longer in use";
            default -> "revoked for a reason that is not known here";
        };
    }

    // RFC 9580 §5.2.1.9: without it, anybody could present another's signing key as a subkey of his own
    boolean hasBackSignature(SignaturePacket binding, Component subkey) {
        byte[] covered = subkey.covered(primary, binding);
        var key = subkey.key().orElseThrow();
        return List.of(binding.hashed(), binding.unhashed()).stream()
                .flatMap(area -> area.each(Subpackets.EMBEDDED_SIGNATURE).stream())
                .limit(8)
                .anyMatch(body -> isBackSignature(body, key, covered));
    }

    private boolean isBackSignature(byte[] body, KeyPacket key, byte[] covered) {
        try {
            var signature = SignaturePacket.read(body);
            return signature.type() == SignaturePacket.PRIMARY_KEY_BINDING
                    && isInForce(signature)
                    && isBy(key, signature, covered);
        } catch (chancery.mail.SyntaxException e) {
            return false;
        }
    }
}
