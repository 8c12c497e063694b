package chancery.smime;

import chancery.mail.EmailAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;

/**
 * The name constraints of authorities, applied to every mail address of the certificates below them. The Java platform
 * knows neither those in SmtpUTF8Mailbox (RFC 9598 §6) nor, beside other alternative names, one in the subject, and both
 * count for us as addresses.
 */
final class MailboxConstraints {
    private MailboxConstraints() {}

    /**
     * The certificate with an address that an authority above it may not vouch for.
     *
     * @param path from the certificate to the trusted authority, which is trusted for every name
     */
    static Optional<Certificate> outside(List<Certificate> path) {
        for (int above = path.size() - 2; above > 0; above--) {
            var extension = path.get(above).holder().getExtension(Extension.nameConstraints);
            if (extension != null) {
                var constraints = NameConstraints.getInstance(extension.getParsedValue());
                for (int below = above - 1; below >= 0; below--) {
                    var certificate = path.get(below);
                    // RFC 5280 §6.1.3: an authority's certificate for itself may have any name, unless it is the last
                    boolean free = below > 0 && certificate.subjectName().equals(certificate.issuerName());
                    if (!free && !allow(constraints, certificate)) {
                        return Optional.of(certificate);
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static boolean allow(NameConstraints constraints, Certificate certificate) {
        var permitted = mail(constraints.getPermittedSubtrees());
        var excluded = mail(constraints.getExcludedSubtrees());
        return certificate.addresses().stream()
                .allMatch(a -> (permitted.isEmpty() || permitted.stream().anyMatch(c -> permits(c, a)))
                        && excluded.stream().noneMatch(c -> excludes(c, a)));
    }

    private static List<String> mail(GeneralSubtree @org.jspecify.annotations.Nullable [] subtrees) {
        var found = new ArrayList<String>();
        for (GeneralSubtree subtree : subtrees == null ? new GeneralSubtree[0] : subtrees) {
            if (subtree.getBase().getTagNo() == GeneralName.rfc822Name) {
                found.add(ASN1IA5String.getInstance(subtree.getBase().getName()).getString());
            }
        }
        return found;
    }

    /** RFC 5280 §4.2.1.10 lets a constraint name one mailbox, which then permits no other. */
    private static boolean permits(String constraint, EmailAddress address) {
        int at = constraint.lastIndexOf('@');
        return covers(constraint.substring(at + 1), address)
                && (at < 0 || constraint.substring(0, at).equals(address.quotedLocalPart()));
    }

    /**
     * RFC 9598 §6 wants no mailbox in a constraint and strips the local-part, so that one excludes its host; what cannot
     * be read excludes everybody.
     */
    private static boolean excludes(String constraint, EmailAddress address) {
        String domain = constraint.substring(constraint.lastIndexOf('@') + 1);
        return !CertificateAddresses.isAscii(domain) || covers(domain, address);
    }

    // RFC 5280 §4.2.1.10: a host, or with a dot before it what is below a domain
    private static boolean covers(String constraint, EmailAddress address) {
        String domain = constraint.toLowerCase(Locale.ROOT);
        return domain.startsWith(".") ? address.domain().endsWith(domain) : domain.equals(address.domain());
    }
}
