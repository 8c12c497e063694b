package chancery.openpgp;

import java.util.Optional;

/** Block ciphers (RFC 9580 §9.3). */
public enum SymmetricAlgorithm {
    IDEA(1, 16, 8),
    TRIPLE_DES(2, 24, 8),
    CAST5(3, 16, 8),
    BLOWFISH(4, 16, 8),
    AES_128(7, 16, 16),
    AES_192(8, 24, 16),
    AES_256(9, 32, 16),
    TWOFISH(10, 32, 16),
    CAMELLIA_128(11, 16, 16),
    CAMELLIA_192(12, 24, 16),
    CAMELLIA_256(13, 32, 16);

    private final int id;
    private final int keyOctets;
    private final int blockOctets;

    SymmetricAlgorithm(int id, int keyOctets, int blockOctets) {
        this.id = id;
        this.keyOctets = keyOctets;
        this.blockOctets = blockOctets;
    }

    public int id() {
        return id;
    }

    public int keyOctets() {
        return keyOctets;
    }

    int blockOctets() {
        return blockOctets;
    }

    boolean isAes() {
        return this == AES_128 || this == AES_192 || this == AES_256;
    }

    static Optional<SymmetricAlgorithm> of(int id) {
        for (var algorithm : values()) {
            if (algorithm.id == id) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }
}
