package chancery.smime;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** Object identifiers of hashes, by which policies name them. */
final class Algorithms {
    static final String SHA1 = OIWObjectIdentifiers.idSHA1.getId();
    static final String MD5 = PKCSObjectIdentifiers.md5.getId();

    // RFC 8702 §3.1: SHAKE256 as the hash of its own signatures
    static final List<String> HASHES = List.of(
            NISTObjectIdentifiers.id_sha256.getId(),
            NISTObjectIdentifiers.id_sha384.getId(),
            NISTObjectIdentifiers.id_sha512.getId(),
            NISTObjectIdentifiers.id_sha3_256.getId(),
            NISTObjectIdentifiers.id_sha3_384.getId(),
            NISTObjectIdentifiers.id_sha3_512.getId(),
            NISTObjectIdentifiers.id_shake128.getId(),
            NISTObjectIdentifiers.id_shake256.getId());

    /** Signatures whose names have a hash that once counted, or that never did here. */
    private static final Map<ASN1ObjectIdentifier, String> OLD = Map.of(
            PKCSObjectIdentifiers.md2WithRSAEncryption, PKCSObjectIdentifiers.md2.getId(),
            PKCSObjectIdentifiers.md5WithRSAEncryption, MD5,
            OIWObjectIdentifiers.md5WithRSA, MD5,
            PKCSObjectIdentifiers.sha1WithRSAEncryption, SHA1,
            OIWObjectIdentifiers.sha1WithRSA, SHA1,
            OIWObjectIdentifiers.dsaWithSHA1, SHA1,
            X9ObjectIdentifiers.id_dsa_with_sha1, SHA1,
            X9ObjectIdentifiers.ecdsa_with_SHA1, SHA1);

    private Algorithms() {}

    /** The hash in a signature's name, when it is one of those that the policies have a date for. */
    static Optional<String> oldHash(AlgorithmIdentifier signature) {
        return Optional.ofNullable(OLD.get(signature.getAlgorithm()));
    }

    /**
     * The hash that the parameters of a signature by RSASSA-PSS name, which the algorithm's own name does not; empty for
     * every other algorithm.
     *
     * @throws IllegalArgumentException when they cannot be read
     */
    static Optional<String> hashOfPss(AlgorithmIdentifier signature) {
        if (!signature.getAlgorithm().equals(PKCSObjectIdentifiers.id_RSASSA_PSS)) {
            return Optional.empty();
        }
        // RFC 4055 §3.1: SHA-1 where none is named
        var parameters = RSASSAPSSparams.getInstance(signature.getParameters());
        return Optional.of(
                parameters == null
                        ? SHA1
                        : parameters.getHashAlgorithm().getAlgorithm().getId());
    }
}
