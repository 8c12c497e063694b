package chancery.openpgp;

import java.util.Optional;

/** Public-key algorithms (RFC 9580 §9.1) that are understood. */
public enum PublicKeyAlgorithm {
    RSA(1, true, true),
    RSA_ENCRYPT_ONLY(2, false, true),
    RSA_SIGN_ONLY(3, true, false),
    ELGAMAL(16, false, true),
    DSA(17, true, false),
    ECDH(18, false, true),
    ECDSA(19, true, false),
    EDDSA_LEGACY(22, true, false),
    X25519(25, false, true),
    X448(26, false, true),
    ED25519(27, true, false),
    ED448(28, true, false);

    private final int id;
    private final boolean signs;
    private final boolean encrypts;

    PublicKeyAlgorithm(int id, boolean signs, boolean encrypts) {
        this.id = id;
        this.signs = signs;
        this.encrypts = encrypts;
    }

    public int id() {
        return id;
    }

    /** True when the algorithm can sign, whatever a key's flags say. */
    public boolean signs() {
        return signs;
    }

    /** True when the algorithm can encrypt, whatever a key's flags say. */
    public boolean encrypts() {
        return encrypts;
    }

    boolean isRsa() {
        return this == RSA || this == RSA_ENCRYPT_ONLY || this == RSA_SIGN_ONLY;
    }

    static Optional<PublicKeyAlgorithm> of(int id) {
        for (var algorithm : values()) {
            if (algorithm.id == id) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }
}
