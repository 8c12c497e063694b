package chancery.smime;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.cert.X509CRLHolder;

/**
 * Says what a certificate is worth at a time: looks for a path to one of the trusted authorities and checks it
 * (RFC 5280 §6, RFC 8550 §4). Immutable.
 */
public final class TrustEvaluator {
    private final List<Certificate> authorities;
    private final List<Certificate> known;
    private final AlgorithmPolicy policy;
    private final RevocationCheck revocation;

    /** What the certificate is wanted for. */
    public enum Use {
        SIGNING,
        ENCRYPTION
    }

    /**
     * @param authorities trusted without proof, whose certificates end a path
     * @param known certificates that may help to find a path, or be a signer's; not trusted for that
     * @param revocation how it is found out whether a certificate was called back
     */
    public TrustEvaluator(
            List<Certificate> authorities,
            List<Certificate> known,
            AlgorithmPolicy policy,
            RevocationCheck revocation) {
        this.authorities = List.copyOf(authorities);
        this.known = List.copyOf(known);
        this.policy = policy;
        this.revocation = revocation;
    }

    /** Trusts nobody, so that every certificate is unverified. */
    public static TrustEvaluator none() {
        return new TrustEvaluator(List.of(), List.of(), AlgorithmPolicy.OF_2026, RevocationCheck.none());
    }

    List<Certificate> known() {
        return known;
    }

    /** What the certificate is worth; intermediates are taken from those given and those known. */
    public Trust evaluate(Certificate certificate, Use use, List<Certificate> intermediates, Instant at) {
        return evaluate(certificate, use, intermediates, List.of(), at);
    }

    Trust evaluate(
            Certificate certificate, Use use, List<Certificate> intermediates, List<X509CRLHolder> crls, Instant at) {
        return evaluate(certificate, use, intermediates, crls, at, PathSettings.STANDARD);
    }

    Trust evaluate(
            Certificate certificate,
            Use use,
            List<Certificate> intermediates,
            List<X509CRLHolder> crls,
            Instant at,
            PathSettings settings) {
        var purpose = certificate.purpose();
        if (use == Use.SIGNING ? !purpose.signsMail() : !purpose.encryptsMail()) {
            return new Trust.Unverified(Trust.Cause.WRONG_PURPOSE, "it was not issued for this use in mail");
        }
        var candidates = new ArrayList<>(intermediates);
        candidates.addAll(known);
        var paths = new PathBuilder(authorities, candidates).paths(certificate);
        if (paths.isEmpty()) {
            return new Trust.Unverified(Trust.Cause.NO_PATH, "no path to a trusted authority");
        }
        var failures = new ArrayList<Trust>();
        for (List<Certificate> path : paths) {
            var trust = evaluate(path, crls, candidates, at, settings);
            if (trust instanceof Trust.Verified || trust instanceof Trust.Revoked) {
                return trust;
            }
            failures.add(trust);
        }
        // of the shortest path, which says most
        return failures.getFirst();
    }

    private Trust evaluate(
            List<Certificate> path,
            List<X509CRLHolder> crls,
            List<Certificate> others,
            Instant at,
            PathSettings settings) {
        for (int i = 0; i + 1 < path.size(); i++) {
            if (policy.certificate(path.get(i), path.get(i + 1), at) instanceof AlgorithmPolicy.Verdict.Weak weak) {
                return new Trust.Unverified(Trust.Cause.WEAK_ALGORITHM, weak.reason());
            }
        }
        return switch (PathValidator.validate(path, settings, at)) {
            case PathValidator.Result.Invalid invalid -> invalid.trust();
            case PathValidator.Result.Valid _ -> revocation.check(path, crls, others, policy, at);
        };
    }
}
