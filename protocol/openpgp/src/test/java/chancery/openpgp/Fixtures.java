package chancery.openpgp;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keys and readers that many tests use. */
final class Fixtures {
    static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    static final SecureRandom RANDOM = new SecureRandom();
    static final AlgorithmPolicy POLICY = AlgorithmPolicy.STANDARD;
    static final Workspace MEMORY = Workspace.memory(200 << 20);
    static final MessageReader READER = new MessageReader(POLICY, OpenPgpLimits.STANDARD);

    private Fixtures() {}

    static UnlockedKey key(KeyGenerator.Format format, String userId) {
        return new KeyGenerator(RANDOM).generate(format, userId, NOW.minusSeconds(1000), Optional.empty());
    }

    static MessageWriter writer() {
        return new MessageWriter(POLICY, RANDOM);
    }

    static CertificateView now(UnlockedKey key) {
        return key.certificate().at(NOW, POLICY);
    }

    static Keys opening(UnlockedKey key, Certificate... signers) {
        return new Keys(List.of(key), List.of(), List.of(signers));
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
