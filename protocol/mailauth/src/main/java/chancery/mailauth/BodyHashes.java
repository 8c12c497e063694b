package chancery.mailauth;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;

/** All hashes that the signatures of one message need of its body, computed in one pass. */
final class BodyHashes {
    private static final int BLOCK = 16_384;

    /** @param limit how many octets of the canonical body count */
    private record Kind(Canonicalization canonicalization, String hash, long limit) {}

    private final Map<Kind, Hash> wanted = new LinkedHashMap<>();

    /** One hash, known after {@link #read}. */
    static final class Hash extends OutputStream {
        private final MessageDigest digest;
        private final long limit;
        private long length;
        private byte[] value = {};

        Hash(MessageDigest digest, long limit) {
            this.digest = digest;
            this.limit = limit;
        }

        @Override
        public void write(int octet) {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] octets, int from, int count) {
            long counted = Math.min(count, Math.max(0, limit - length));
            digest.update(octets, from, (int) counted);
            length += count;
        }

        byte[] value() {
            return value.clone();
        }

        /** Octets of the whole canonical body. */
        long bodyLength() {
            return length;
        }
    }

    Hash want(Canonicalization canonicalization, DkimAlgorithm algorithm, long limit) {
        var kind = new Kind(canonicalization, algorithm.hash(), limit);
        return wanted.computeIfAbsent(kind, k -> new Hash(algorithm.digest(), limit));
    }

    boolean isEmpty() {
        return wanted.isEmpty();
    }

    /** Reads a body to its end. */
    void read(InputStream body) throws IOException {
        var canonicalizers = wanted.entrySet().stream()
                .map(e -> new BodyCanonicalizer(e.getKey().canonicalization(), e.getValue()))
                .toList();
        byte[] block = new byte[BLOCK];
        for (int count = body.read(block); count >= 0; count = body.read(block)) {
            for (var canonicalizer : canonicalizers) {
                canonicalizer.write(block, 0, count);
            }
        }
        for (var canonicalizer : canonicalizers) {
            canonicalizer.close();
        }
        wanted.values().forEach(h -> h.value = h.digest.digest());
    }
}
