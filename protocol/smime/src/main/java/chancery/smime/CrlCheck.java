package chancery.smime;

import chancery.mail.SyntaxException;
import java.security.PublicKey;
import java.security.interfaces.DSAPublicKey;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertException;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;

/** Finds out by revocation lists whether certificates of a path were revoked (RFC 5280 §6.3). One use. */
final class CrlCheck {
    private static final int DEEPEST = 4;

    private final List<Crl> crls;
    private final List<Certificate> candidates;
    private final AlgorithmPolicy policy;
    private final Instant at;
    private final Set<Certificate> underway = new LinkedHashSet<>();

    /** @param candidates certificates among which a list's issuer may be */
    CrlCheck(List<Crl> crls, List<Certificate> candidates, AlgorithmPolicy policy, Instant at) {
        this.crls = crls;
        this.candidates = candidates;
        this.policy = policy;
        this.at = at;
    }

    /** @param path from the certificate to the trusted authority */
    RevocationStatus status(List<Certificate> path) {
        var certificate = path.getFirst();
        if (underway.size() >= DEEPEST || !underway.add(certificate)) {
            return new RevocationStatus.Unknown("lists whose issuers depend on one another");
        }
        try {
            return byLists(path);
        } finally {
            underway.remove(certificate);
        }
    }

    private RevocationStatus byLists(List<Certificate> path) {
        var certificate = path.getFirst();
        int covered = 0;
        Optional<Crl> last = Optional.empty();
        for (CrlScope scope : CrlScope.of(certificate)) {
            for (Crl crl : crls) {
                if (crl.isDelta() || !scope.covers(crl.holder()) || (scope.reasons(crl.holder()) & ~covered) == 0) {
                    continue;
                }
                var delta = delta(crl, path);
                boolean current = crl.isCurrent(at) || delta.isPresent();
                if (!current || !crl.isUnderstood() || !isAuthentic(crl, path)) {
                    continue;
                }
                var entry = entry(certificate, crl, delta);
                if (entry.isPresent()) {
                    return new RevocationStatus.Revoked(
                            entry.get().since(), Crl.words(entry.get().reason()), name(crl));
                }
                covered |= scope.reasons(crl.holder());
                last = Optional.of(crl);
            }
        }
        return covered == CrlScope.ALL_REASONS && last.isPresent()
                ? new RevocationStatus.Good(name(last.get()), last.get().thisUpdate())
                : new RevocationStatus.Unknown("no current revocation list for " + certificate.subject());
    }

    private static String name(Crl crl) {
        return "revocation list of " + crl.issuer();
    }

    private Optional<Crl> delta(Crl complete, List<Certificate> path) {
        return crls.stream()
                .filter(d -> d.isDelta() && d.addsTo(complete) && d.isCurrent(at) && d.isUnderstood())
                .filter(d -> isAuthentic(d, path))
                .max(java.util.Comparator.comparing(Crl::thisUpdate));
    }

    // RFC 5280 §6.3.3 (i) to (k): the delta is newer, and may take an entry back
    private static Optional<Crl.Entry> entry(Certificate certificate, Crl complete, Optional<Crl> delta) {
        var newer = delta.flatMap(d -> d.find(certificate));
        return newer.or(() -> complete.find(certificate)).filter(e -> !e.isRemoval());
    }

    private boolean isAuthentic(Crl crl, List<Certificate> path) {
        var signature = crl.holder().toASN1Structure().getSignatureAlgorithm();
        if (policy.statement(signature, at) instanceof AlgorithmPolicy.Verdict.Weak) {
            return false;
        }
        var above = path.subList(1, path.size());
        for (int i = 0; i < above.size(); i++) {
            if (mayHaveIssued(above.get(i), crl) && isSignedBy(crl, above.subList(i, above.size()))) {
                return true;
            }
        }
        // an authority may name a list's issuer for that issuer's own certificate; it then speaks for itself
        if (mayHaveIssued(path.getFirst(), crl) && isSignedBy(crl, path)) {
            return true;
        }
        var authority = path.getLast();
        for (Certificate candidate : candidates) {
            if (!above.contains(candidate) && mayHaveIssued(candidate, crl) && isTrusted(candidate, crl, authority)) {
                return true;
            }
        }
        return false;
    }

    private static boolean mayHaveIssued(Certificate issuer, Crl crl) {
        boolean mayAtAll = Optional.ofNullable(issuer.holder().getExtensions())
                .map(KeyUsage::fromExtensions)
                .map(usage -> usage.hasUsages(KeyUsage.cRLSign))
                .orElse(true);
        return mayAtAll && issuer.subjectName().equals(crl.issuer());
    }

    // RFC 5280 §6.3.3 (f): another key of the issuer, or another issuer, needs a path to the same authority
    private boolean isTrusted(Certificate issuer, Crl crl, Certificate authority) {
        for (List<Certificate> path : new PathBuilder(List.of(authority), candidates).paths(issuer)) {
            if (isSignedBy(crl, path)
                    && PathValidator.validate(path, PathSettings.STANDARD, at) instanceof PathValidator.Result.Valid
                    && path.size() > 1
                    && status(path) instanceof RevocationStatus.Good) {
                return true;
            }
        }
        return false;
    }

    /** @param issuer the certificate of the issuer, then those above it */
    private static boolean isSignedBy(Crl crl, List<Certificate> issuer) {
        try {
            var verifier = new JcaContentVerifierProviderBuilder()
                    .setProvider(Crypto.BC)
                    .build(key(issuer));
            return crl.holder().isSignatureValid(verifier);
        } catch (CertException | OperatorCreationException | SyntaxException | RuntimeException e) {
            return false;
        }
    }

    // RFC 3279 §2.3.2: a DSA key without parameters has those of its issuer's key
    private static PublicKey key(List<Certificate> path) throws SyntaxException {
        var key = path.getFirst().publicKey();
        if (!(key instanceof DSAPublicKey dsa) || dsa.getParams() != null) {
            return key;
        }
        for (Certificate above : path.subList(1, path.size())) {
            if (above.publicKey() instanceof DSAPublicKey whole && whole.getParams() != null) {
                var parameters = whole.getParams();
                return Asn1.read(
                        "a DSA key",
                        () -> java.security.KeyFactory.getInstance("DSA", Crypto.BC)
                                .generatePublic(new java.security.spec.DSAPublicKeySpec(
                                        dsa.getY(), parameters.getP(), parameters.getQ(), parameters.getG())));
            }
        }
        return key;
    }
}
