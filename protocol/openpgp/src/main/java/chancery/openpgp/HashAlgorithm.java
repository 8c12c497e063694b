package chancery.openpgp;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.jcajce.provider.digest.RIPEMD160;

/** Hash functions (RFC 9580 §9.5). */
public enum HashAlgorithm {
    MD5(1, "MD5", 16, 0, "3020300c06082a864886f70d020505000410"),
    SHA1(2, "SHA-1", 20, 0, "3021300906052b0e03021a05000414"),
    RIPEMD160(3, "", 20, 0, "3021300906052b2403020105000414"),
    SHA256(8, "SHA-256", 32, 16, "3031300d060960864801650304020105000420"),
    SHA384(9, "SHA-384", 48, 24, "3041300d060960864801650304020205000430"),
    SHA512(10, "SHA-512", 64, 32, "3051300d060960864801650304020305000440"),
    SHA224(11, "SHA-224", 28, 16, "302d300d06096086480165030402040500041c"),
    SHA3_256(12, "SHA3-256", 32, 16, "3031300d060960864801650304020805000420"),
    SHA3_512(14, "SHA3-512", 64, 32, "3051300d060960864801650304020a05000440");

    private final int id;
    private final String name;
    private final int octets;
    private final int saltOctets;
    private final String digestInfo;

    HashAlgorithm(int id, String name, int octets, int saltOctets, String digestInfo) {
        this.id = id;
        this.name = name;
        this.octets = octets;
        this.saltOctets = saltOctets;
        this.digestInfo = digestInfo;
    }

    public int id() {
        return id;
    }

    int octets() {
        return octets;
    }

    /** Salt size of a version 6 signature (RFC 9580 §9.5); 0 where version 6 may not use the hash. */
    int saltOctets() {
        return saltOctets;
    }

    /** What stands before the hash in an RSA signature (RFC 9580 §5.2.2). */
    byte[] digestInfo() {
        return HexFormat.of().parseHex(digestInfo);
    }

    /** The word for it in the cleartext framework and in micalg. */
    String word() {
        return name().replace('_', '-');
    }

    MessageDigest begin() {
        if (this == RIPEMD160) {
            return new RIPEMD160.Digest();
        }
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static Optional<HashAlgorithm> of(int id) {
        for (var algorithm : values()) {
            if (algorithm.id == id) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }
}
