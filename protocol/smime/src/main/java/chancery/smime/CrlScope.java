package chancery.smime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.ReasonFlags;
import org.bouncycastle.cert.X509CRLHolder;

/**
 * Which certificates a revocation list speaks for (RFC 5280 §6.3.3, steps b and d).
 *
 * @param point where the certificate says that its list is found; the one without any name stands for its issuer's
 */
record CrlScope(Certificate certificate, DistributionPoint point) {
    /** Every reason of RFC 5280 §5.2.5. */
    static final int ALL_REASONS = ReasonFlags.keyCompromise
            | ReasonFlags.cACompromise
            | ReasonFlags.affiliationChanged
            | ReasonFlags.superseded
            | ReasonFlags.cessationOfOperation
            | ReasonFlags.certificateHold
            | ReasonFlags.privilegeWithdrawn
            | ReasonFlags.aACompromise;

    private static final int MOST_POINTS = 16;

    /** All points of a certificate, and last the implied one: any list of its issuer. */
    static List<CrlScope> of(Certificate certificate) {
        var scopes = new ArrayList<CrlScope>();
        var extension = certificate.holder().getExtension(Extension.cRLDistributionPoints);
        if (extension != null) {
            for (var point :
                    CRLDistPoint.getInstance(extension.getParsedValue()).getDistributionPoints()) {
                if (scopes.size() < MOST_POINTS) {
                    scopes.add(new CrlScope(certificate, point));
                }
            }
        }
        scopes.add(new CrlScope(certificate, new DistributionPoint(null, null, null)));
        return scopes;
    }

    static Optional<IssuingDistributionPoint> issuingPoint(X509CRLHolder crl) {
        return Optional.ofNullable(crl.getExtension(Extension.issuingDistributionPoint))
                .map(e -> IssuingDistributionPoint.getInstance(e.getParsedValue()));
    }

    /** Whether that list speaks for the certificate at this point. */
    boolean covers(X509CRLHolder crl) {
        var issuing = issuingPoint(crl);
        boolean indirect = issuing.map(IssuingDistributionPoint::isIndirectCRL).orElse(false);
        GeneralNames crlIssuer = point.getCRLIssuer();
        boolean rightIssuer = crlIssuer == null
                ? crl.getIssuer().equals(certificate.issuerName())
                : indirect && contains(List.of(crlIssuer.getNames()), new GeneralName(crl.getIssuer()));
        return rightIssuer && issuing.map(i -> covers(i, crl)).orElse(true);
    }

    private boolean covers(IssuingDistributionPoint issuing, X509CRLHolder crl) {
        boolean authority = certificate.purpose().authority();
        if (issuing.onlyContainsAttributeCerts()
                || (issuing.onlyContainsUserCerts() && authority)
                || (issuing.onlyContainsCACerts() && !authority)) {
            return false;
        }
        if (issuing.getDistributionPoint() == null) {
            return true;
        }
        var listed = names(issuing.getDistributionPoint(), crl.getIssuer());
        return own().stream().anyMatch(name -> contains(listed, name));
    }

    private List<GeneralName> own() {
        GeneralNames crlIssuer = point.getCRLIssuer();
        X500Name base = certificate.issuerName();
        if (crlIssuer != null && crlIssuer.getNames()[0].getTagNo() == GeneralName.directoryName) {
            base = X500Name.getInstance(crlIssuer.getNames()[0].getName());
        }
        if (point.getDistributionPoint() != null) {
            return names(point.getDistributionPoint(), base);
        }
        return crlIssuer == null ? List.of(new GeneralName(base)) : List.of(crlIssuer.getNames());
    }

    private static List<GeneralName> names(DistributionPointName name, X500Name base) {
        if (name.getType() == DistributionPointName.FULL_NAME) {
            return List.of(GeneralNames.getInstance(name.getName()).getNames());
        }
        // RFC 5280 §4.2.1.13: a name relative to the issuer of the list
        var rdns = new ArrayList<>(List.of(base.getRDNs()));
        rdns.add(RDN.getInstance(ASN1Set.getInstance(name.getName())));
        return List.of(new GeneralName(new X500Name(rdns.toArray(RDN[]::new))));
    }

    private static boolean contains(List<GeneralName> names, GeneralName wanted) {
        for (GeneralName name : names) {
            boolean directory = name.getTagNo() == GeneralName.directoryName && wanted.getTagNo() == name.getTagNo();
            if (directory
                    ? X500Name.getInstance(name.getName()).equals(X500Name.getInstance(wanted.getName()))
                    : name.equals(wanted)) {
                return true;
            }
        }
        return false;
    }

    /** The reasons that the list and this point speak for. */
    int reasons(X509CRLHolder crl) {
        int listed = issuingPoint(crl)
                .map(IssuingDistributionPoint::getOnlySomeReasons)
                .map(ASN1BitString::intValue)
                .orElse(ALL_REASONS);
        ReasonFlags own = point.getReasons();
        return listed & (own == null ? ALL_REASONS : own.intValue()) & ALL_REASONS;
    }
}
