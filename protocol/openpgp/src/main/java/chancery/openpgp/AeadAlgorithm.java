package chancery.openpgp;

import java.util.Optional;

/** Modes of authenticated encryption (RFC 9580 §9.6). */
public enum AeadAlgorithm {
    EAX(1, 16),
    OCB(2, 15),
    GCM(3, 12);

    static final int TAG_OCTETS = 16;
    private final int id;
    private final int nonceOctets;

    AeadAlgorithm(int id, int nonceOctets) {
        this.id = id;
        this.nonceOctets = nonceOctets;
    }

    public int id() {
        return id;
    }

    int nonceOctets() {
        return nonceOctets;
    }

    static Optional<AeadAlgorithm> of(int id) {
        for (var algorithm : values()) {
            if (algorithm.id == id) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }
}
