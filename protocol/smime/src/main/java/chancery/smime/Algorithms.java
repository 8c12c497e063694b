package chancery.smime;

import java.util.List;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;

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

    private Algorithms() {}
}
