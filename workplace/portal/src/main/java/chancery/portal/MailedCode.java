package chancery.portal;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * The one-time code: eight digits, of which Argon2id over a keyed digest is stored (RFC 9106 §4). The key is not in the
 * database, and the digest is made for one challenge, so that equal codes have different hashes.
 */
final class MailedCode {
    private static final int BOUND = 100_000_000;
    private static final int MEMORY_KIB = 12 * 1024;
    private static final int PASSES = 3;
    // bounds the memory that a crowd of guessers can make us use
    private static final Semaphore AT_ONCE = new Semaphore(4);

    private MailedCode() {}

    static String fresh(SecureRandom random) {
        return String.format(java.util.Locale.ROOT, "%08d", random.nextInt(BOUND));
    }

    /** As people read it: two groups of four. */
    static String grouped(String code) {
        return code.substring(0, 4) + " " + code.substring(4);
    }

    /** The digits of what was typed, whatever stands between them; nothing else survives. */
    static String typed(String text) {
        StringBuilder digits = new StringBuilder();
        text.chars().limit(40).filter(c -> c >= '0' && c <= '9').forEach(c -> digits.append((char) c));
        return digits.toString();
    }

    static byte[] hash(PortalSecrets secrets, UUID challenge, String code) {
        byte[] keyed = secrets.mac("mailed codes", challenge.toString(), code);
        Argon2BytesGenerator argon = new Argon2BytesGenerator();
        argon.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(MEMORY_KIB)
                .withIterations(PASSES)
                .withParallelism(1)
                .withSalt(challenge.toString().getBytes(StandardCharsets.US_ASCII))
                .build());
        byte[] out = new byte[32];
        AT_ONCE.acquireUninterruptibly();
        try {
            argon.generateBytes(keyed, out);
        } finally {
            AT_ONCE.release();
        }
        return out;
    }
}
