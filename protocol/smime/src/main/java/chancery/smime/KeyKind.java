package chancery.smime;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;

/** Kinds of keys that can be made. */
public enum KeyKind {
    RSA_2048("RSA", 2048, true, true),
    RSA_3072("RSA", 3072, true, true),
    EC_P256("EC", 256, true, true),
    ED25519("Ed25519", 0, true, false),
    X25519("X25519", 0, false, true),
    ML_DSA_65("ML-DSA-65", 0, true, false),
    ML_KEM_768("ML-KEM-768", 0, false, true);

    private final String algorithm;
    private final int bits;
    private final boolean signs;
    private final boolean encrypts;

    KeyKind(String algorithm, int bits, boolean signs, boolean encrypts) {
        this.algorithm = algorithm;
        this.bits = bits;
        this.signs = signs;
        this.encrypts = encrypts;
    }

    public boolean signs() {
        return signs;
    }

    public boolean encrypts() {
        return encrypts;
    }

    /** True when the key is agreed with, not encrypted to (RFC 5753 §3.1). */
    boolean agrees() {
        return this == EC_P256 || this == X25519;
    }

    KeyPair generate() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance(algorithm, Crypto.BC);
        if (this == EC_P256) {
            generator.initialize(new ECGenParameterSpec("secp256r1"), Crypto.RANDOM);
        } else if (bits > 0) {
            generator.initialize(bits, Crypto.RANDOM);
        }
        return generator.generateKeyPair();
    }
}
