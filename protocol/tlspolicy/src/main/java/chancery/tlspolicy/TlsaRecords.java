package chancery.tlspolicy;

import chancery.net.TlsaRecord;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** What single TLSA records mean for SMTP, and whether they mean anything. */
final class TlsaRecords {
    static final int DANE_TA = 2;
    static final int DANE_EE = 3;
    static final int CERTIFICATE = 0;
    static final int KEY = 1;
    static final int FULL = 0;
    static final int SHA2_256 = 1;
    static final int SHA2_512 = 2;
    private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "EdDSA", "DSA");

    private TlsaRecords() {}

    /** RFC 7672 §3.1.3: usages 0 and 1 are unusable; so is what cannot match anything (RFC 7671 §4.1). */
    static boolean usable(TlsaRecord r) {
        boolean known =
                (r.usage() == DANE_TA || r.usage() == DANE_EE) && (r.selector() == CERTIFICATE || r.selector() == KEY);
        return known
                && switch (r.matchingType()) {
                    case FULL -> r.selector() == CERTIFICATE ? certificate(r).isPresent() : key(r).isPresent();
                    case SHA2_256 -> r.association().length() == 64;
                    case SHA2_512 -> r.association().length() == 128;
                    default -> false;
                };
    }

    /**
     * RFC 7671 §9: among the usable records of one usage and selector only the strongest digest counts, so that a
     * weaker one can stay published for weaker clients; full values count always.
     */
    static List<TlsaRecord> agile(List<TlsaRecord> usable) {
        return usable.stream()
                .filter(r -> r.matchingType() != SHA2_256 || usable.stream().noneMatch(o -> stronger(o, r)))
                .distinct()
                .toList();
    }

    private static boolean stronger(TlsaRecord other, TlsaRecord r) {
        return other.matchingType() == SHA2_512 && other.usage() == r.usage() && other.selector() == r.selector();
    }

    static boolean matches(TlsaRecord r, X509Certificate certificate) {
        return association(certificate, r.selector(), r.matchingType()).equals(r.association());
    }

    /** Certificate association data in lower case hexadecimal (RFC 6698 §2.1.4). */
    static String association(X509Certificate certificate, int selector, int matchingType) {
        try {
            byte[] selected = selector == CERTIFICATE
                    ? certificate.getEncoded()
                    : certificate.getPublicKey().getEncoded();
            byte[] octets = switch (matchingType) {
                case SHA2_256 -> MessageDigest.getInstance("SHA-256").digest(selected);
                case SHA2_512 -> MessageDigest.getInstance("SHA-512").digest(selected);
                default -> selected;
            };
            return HexFormat.of().formatHex(octets);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The certificate that a record carries whole. */
    static Optional<X509Certificate> certificate(TlsaRecord r) {
        try {
            byte[] octets = HexFormat.of().parseHex(r.association());
            var in = new ByteArrayInputStream(octets);
            var found =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
            return in.available() == 0 ? Optional.of(found) : Optional.empty();
        } catch (GeneralSecurityException | IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** The public key that a record carries whole. */
    static Optional<PublicKey> key(TlsaRecord r) {
        for (String algorithm : KEY_ALGORITHMS) {
            try {
                byte[] octets = HexFormat.of().parseHex(r.association());
                return Optional.of(
                        java.security.KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(octets)));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            } catch (GeneralSecurityException | IllegalArgumentException another) {
                // the next algorithm may read it
            }
        }
        return Optional.empty();
    }
}
