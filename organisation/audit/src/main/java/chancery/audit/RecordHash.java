package chancery.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The hash of one record; its definition is in the package's description. */
final class RecordHash {
    /** What the first record is chained to. */
    static final byte[] NONE = new byte[32];

    private final MessageDigest sha;

    RecordHash() {
        try {
            sha = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is hashed of a record, as it is stored. */
    record Row(
            UUID tenant,
            String chain,
            long seq,
            long micros,
            @Nullable UUID mail,
            String event,
            String detail) {}

    byte[] of(byte[] before, Row row) {
        sha.reset();
        sha.update(before);
        field(row.tenant().toString());
        field(row.chain());
        field(Long.toString(row.seq()));
        field(Long.toString(row.micros()));
        UUID mail = row.mail();
        field(mail == null ? "" : mail.toString());
        field(row.event());
        field(row.detail());
        return sha.digest();
    }

    private void field(String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        sha.update(ByteBuffer.allocate(4).putInt(octets.length).flip());
        sha.update(octets);
    }
}
