package chancery.smime;

import chancery.mail.SyntaxException;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.cms.CMSSignedData;

/** Reads certificates from files: DER, PEM, or a CMS bundle of them (RFC 8551 §3.8). */
public final class CertificateReader {
    private static final int MOST = 2_000;

    private CertificateReader() {}

    /** All certificates in the octets, at least one, in the order written. */
    public static List<Certificate> read(byte[] octets) throws SyntaxException {
        var found = new ArrayList<Certificate>();
        if (Pem.looksLike(octets)) {
            for (var block : Pem.read(octets)) {
                switch (block.label()) {
                    case "CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE" ->
                        found.add(Certificate.ofDer(block.der()));
                    case "PKCS7", "CMS" -> found.addAll(bundle(block.der()));
                    default -> {
                        // keys and other things may stand in the same file
                    }
                }
            }
        } else {
            found.addAll(der(octets));
        }
        if (found.isEmpty() || found.size() > MOST) {
            throw new SyntaxException("between 1 and " + MOST + " certificates", 0);
        }
        return List.copyOf(found);
    }

    private static List<Certificate> der(byte[] octets) throws SyntaxException {
        var sequence = Asn1.read("a certificate", () -> ASN1Sequence.getInstance(octets));
        boolean isBundle =
                sequence.size() == 2 && sequence.getObjectAt(0) instanceof org.bouncycastle.asn1.ASN1ObjectIdentifier;
        return isBundle ? bundle(octets) : List.of(Certificate.ofDer(octets));
    }

    private static List<Certificate> bundle(byte[] octets) throws SyntaxException {
        var data = Asn1.read("a bundle of certificates", () -> new CMSSignedData(ContentInfo.getInstance(octets)));
        var found = new ArrayList<Certificate>();
        for (var holder : Asn1.read("certificates", () -> data.getCertificates().getMatches(null))) {
            found.add(Asn1.read("a certificate", () -> Certificate.of(holder)));
        }
        return found;
    }
}
