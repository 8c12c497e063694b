package chancery.openpgp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a certificate's owner can read, and likes (RFC 9580 §5.2.3.14 and following). Immutable.
 *
 * @param aead true when SEIPD version 2 may be sent
 * @param ciphers in the owner's order
 * @param suites pairs of cipher and mode for SEIPD version 2, in the owner's order
 */
record Preferences(boolean aead, List<SymmetricAlgorithm> ciphers, List<Suite> suites) {
    private static final int SEIPD_2 = 0x08;

    record Suite(SymmetricAlgorithm cipher, AeadAlgorithm mode) {
        // RFC 9580 §5.2.3.15: every implementation reads it
        static final Suite COMMON = new Suite(SymmetricAlgorithm.AES_128, AeadAlgorithm.OCB);
    }

    static Preferences of(int version, Optional<SignaturePacket> stated) {
        // RFC 9580 §5.2.3.32: a version 6 key exists only where SEIPD version 2 is read
        boolean aead = version == 6
                || stated.flatMap(s -> s.hashed().last(Subpackets.FEATURES))
                        .filter(b -> b.length > 0 && (b[0] & SEIPD_2) != 0)
                        .isPresent();
        var ciphers = new ArrayList<SymmetricAlgorithm>();
        for (byte id : stated.flatMap(s -> s.hashed().last(Subpackets.PREFERRED_CIPHERS))
                .orElse(new byte[0])) {
            SymmetricAlgorithm.of(id).ifPresent(ciphers::add);
        }
        byte[] pairs =
                stated.flatMap(s -> s.hashed().last(Subpackets.PREFERRED_AEAD)).orElse(new byte[0]);
        var suites = new ArrayList<Suite>();
        for (int i = 0; i + 1 < pairs.length; i += 2) {
            var mode = AeadAlgorithm.of(pairs[i + 1]);
            SymmetricAlgorithm.of(pairs[i])
                    .filter(c -> c.isAes() && mode.isPresent())
                    .ifPresent(c -> suites.add(new Suite(c, mode.orElseThrow())));
        }
        return new Preferences(aead, List.copyOf(ciphers), List.copyOf(suites));
    }

    // RFC 9580 §12.2: what all recipients read, AES-128 always among it
    boolean reads(SymmetricAlgorithm cipher) {
        return cipher == SymmetricAlgorithm.AES_128 || ciphers.contains(cipher);
    }

    boolean reads(Suite suite) {
        return suite.equals(Suite.COMMON) || suites.contains(suite);
    }
}
