package chancery.smime;

import chancery.mail.EmailAddress;
import chancery.mail.SyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.ASN1UTF8String;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.OtherName;
import org.bouncycastle.cert.X509CertificateHolder;

/** Finds the mail addresses in a certificate. */
final class CertificateAddresses {
    // RFC 9598 §3
    static final ASN1ObjectIdentifier SMTP_UTF8_MAILBOX = new ASN1ObjectIdentifier("1.3.6.1.5.5.7.8.9");

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private CertificateAddresses() {}

    // RFC 8550 §3: the alternative name first; the one in the subject is for old certificates
    static List<EmailAddress> in(X509CertificateHolder certificate) {
        var found = new ArrayList<EmailAddress>();
        var extension = certificate.getExtension(Extension.subjectAlternativeName);
        if (extension != null) {
            for (var name : GeneralNames.getInstance(extension.getParsedValue()).getNames()) {
                addName(name, found);
            }
        }
        for (var rdn : certificate.getSubject().getRDNs(PKCSObjectIdentifiers.pkcs_9_at_emailAddress)) {
            for (var typeAndValue : rdn.getTypesAndValues()) {
                boolean email = typeAndValue.getType().equals(PKCSObjectIdentifiers.pkcs_9_at_emailAddress);
                if (email && typeAndValue.getValue() instanceof ASN1String text) {
                    addAscii(text.getString(), found);
                }
            }
        }
        return List.copyOf(found);
    }

    private static void addName(GeneralName name, List<EmailAddress> found) {
        if (name.getTagNo() == GeneralName.rfc822Name) {
            addAscii(ASN1IA5String.getInstance(name.getName()).getString(), found);
        } else if (name.getTagNo() == GeneralName.otherName) {
            var other = OtherName.getInstance(name.getName());
            if (other.getTypeID().equals(SMTP_UTF8_MAILBOX)) {
                addInternational(ASN1UTF8String.getInstance(other.getValue()).getString(), found);
            }
        }
    }

    private static void addAscii(String text, List<EmailAddress> found) {
        if (isAscii(text)) {
            addAddress(text, found);
        }
    }

    // RFC 9598 §3: only for a local-part beyond ASCII, with a domain in lower-case A-labels, without a byte order mark.
    // Nothing is converted, since what two readers convert differently would be two persons
    private static void addInternational(String text, List<EmailAddress> found) {
        int at = text.lastIndexOf('@');
        String domain = text.substring(at + 1);
        boolean hasForm = at > 0
                && text.charAt(0) != BYTE_ORDER_MARK
                && !isAscii(text.substring(0, at))
                && isAscii(domain)
                && domain.equals(domain.toLowerCase(Locale.ROOT));
        if (hasForm) {
            addAddress(text, found);
        }
    }

    static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }

    // a name with a NUL or anything else that is no address must not pass for a shorter one
    private static void addAddress(String text, List<EmailAddress> found) {
        try {
            var address = EmailAddress.parse(text);
            if (!found.contains(address)) {
                found.add(address);
            }
        } catch (SyntaxException e) {
            // RFC 8550 §3: what is no address identifies nobody
        }
    }
}
