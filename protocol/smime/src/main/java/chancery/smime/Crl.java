package chancery.smime;

import chancery.mail.SyntaxException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Enumerated;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.TBSCertList;
import org.bouncycastle.cert.X509CRLHolder;

/** A revocation list (RFC 5280 §5) or what a delta adds to one. */
record Crl(X509CRLHolder holder) {
    private static final Set<ASN1ObjectIdentifier> KNOWN =
            Set.of(Extension.issuingDistributionPoint, Extension.deltaCRLIndicator, Extension.authorityKeyIdentifier);
    private static final Set<ASN1ObjectIdentifier> KNOWN_OF_ENTRIES =
            Set.of(Extension.certificateIssuer, Extension.reasonCode, Extension.invalidityDate);
    private static final int REMOVED = 8;

    /** What a list says of one certificate. */
    record Entry(Instant since, int reason) {
        boolean isRemoval() {
            return reason == REMOVED;
        }
    }

    static Crl read(byte[] der) throws SyntaxException {
        return Asn1.read("a revocation list", () -> new Crl(new X509CRLHolder(der)));
    }

    X500Name issuer() {
        return holder.getIssuer();
    }

    boolean isDelta() {
        return holder.getExtension(Extension.deltaCRLIndicator) != null;
    }

    /** False when something critical in it is not understood (RFC 5280 §5.2, §5.3). */
    boolean isUnderstood() {
        return understood(holder.getExtensions(), KNOWN)
                && Collections.list(entries()).stream().allMatch(e -> understood(e.getExtensions(), KNOWN_OF_ENTRIES));
    }

    private static boolean understood(
            @org.jspecify.annotations.Nullable Extensions extensions, Set<ASN1ObjectIdentifier> known) {
        return extensions == null
                || Arrays.stream(extensions.getCriticalExtensionOIDs()).allMatch(known::contains);
    }

    boolean isCurrent(Instant at) {
        var next = holder.getNextUpdate();
        return next != null && !next.toInstant().isBefore(at);
    }

    Instant thisUpdate() {
        return holder.getThisUpdate().toInstant();
    }

    private Optional<BigInteger> number(ASN1ObjectIdentifier extension) {
        return Optional.ofNullable(holder.getExtension(extension))
                .map(e -> ASN1Integer.getInstance(e.getParsedValue()).getValue());
    }

    // RFC 5280 §5.2.4: a delta adds to a complete list of the same scope that is not older than its base
    boolean addsTo(Crl complete) {
        var base = number(Extension.deltaCRLIndicator);
        var own = number(Extension.cRLNumber);
        var its = complete.number(Extension.cRLNumber);
        return base.isPresent()
                && own.isPresent()
                && its.isPresent()
                && issuer().equals(complete.issuer())
                && its.get().compareTo(base.get()) >= 0
                && its.get().compareTo(own.get()) < 0
                && same(complete, Extension.issuingDistributionPoint)
                && same(complete, Extension.authorityKeyIdentifier);
    }

    private boolean same(Crl other, ASN1ObjectIdentifier extension) {
        return Objects.equals(value(extension), other.value(extension));
    }

    private Optional<org.bouncycastle.asn1.ASN1Encodable> value(ASN1ObjectIdentifier extension) {
        return Optional.ofNullable(holder.getExtension(extension)).map(Extension::getParsedValue);
    }

    private java.util.Enumeration<TBSCertList.CRLEntry> entries() {
        @SuppressWarnings("unchecked")
        java.util.Enumeration<TBSCertList.CRLEntry> entries =
                holder.toASN1Structure().getRevokedCertificateEnumeration();
        return entries;
    }

    // RFC 5280 §5.3.3: in an indirect list an issuer counts for its entry and all that follow, until another is named
    Optional<Entry> find(Certificate certificate) {
        boolean indirect = CrlScope.issuingPoint(holder)
                .map(IssuingDistributionPoint::isIndirectCRL)
                .orElse(false);
        X500Name issuer = issuer();
        for (var entry : Collections.list(entries())) {
            var extensions = entry.getExtensions();
            if (indirect && extensions != null && extensions.getExtension(Extension.certificateIssuer) != null) {
                issuer = directoryName(extensions, issuer);
            }
            if (entry.getUserCertificate().getValue().equals(certificate.serialNumber())
                    && issuer.equals(certificate.issuerName())) {
                return Optional.of(new Entry(entry.getRevocationDate().getDate().toInstant(), reason(extensions)));
            }
        }
        return Optional.empty();
    }

    private static X500Name directoryName(Extensions extensions, X500Name otherwise) {
        var names = GeneralNames.getInstance(
                extensions.getExtension(Extension.certificateIssuer).getParsedValue());
        for (GeneralName name : names.getNames()) {
            if (name.getTagNo() == GeneralName.directoryName) {
                return X500Name.getInstance(name.getName());
            }
        }
        return otherwise;
    }

    private static int reason(@org.jspecify.annotations.Nullable Extensions extensions) {
        var reason = extensions == null ? null : extensions.getExtension(Extension.reasonCode);
        return reason == null
                ? 0
                : ASN1Enumerated.getInstance(reason.getParsedValue()).intValueExact();
    }

    /** The code in words (RFC 5280 §5.3.1). */
    static String words(int reason) {
        return switch (reason) {
            case 1 -> "the key was compromised";
            case 2 -> "the authority was compromised";
            case 3 -> "its owner's affiliation changed";
            case 4 -> "it was superseded";
            case 5 -> "it is no longer used";
            case 6 -> "it is on hold";
            case 9 -> "a privilege was withdrawn";
            case 10 -> "the attribute authority was compromised";
            default -> "no reason given";
        };
    }

    /** Takes a list of them out of lists that may hold what cannot be read. */
    static List<Crl> all(List<X509CRLHolder> holders) {
        return holders.stream().map(Crl::new).toList();
    }
}
