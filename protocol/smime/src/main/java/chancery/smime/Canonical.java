package chancery.smime;

import chancery.mime.CrlfOutput;
import chancery.mime.MimeSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** An entity with the canonical line ends (RFC 8551 §3.1.1), whatever ends its source has. */
record Canonical(MimeSource source) {
    private static final int BLOCK = 64 * 1024;

    /** Writes all of it; the stream stays open. */
    void writeTo(OutputStream out) throws IOException {
        copy(new CrlfOutput(out));
    }

    private void copy(OutputStream out) throws IOException {
        try (InputStream in = source.open()) {
            byte[] block = new byte[BLOCK];
            for (int count = in.read(block); count >= 0; count = in.read(block)) {
                out.write(block, 0, count);
            }
        }
    }

    /** How many octets it has; counting ends soon after {@code most}. */
    Measured measure(long most) throws IOException {
        var counter = new Counter();
        var canonical = new CrlfOutput(counter);
        long octets = 0;
        try (InputStream in = source.open()) {
            byte[] block = new byte[BLOCK];
            for (int count = in.read(block); count >= 0 && octets <= most; count = in.read(block)) {
                canonical.write(block, 0, count);
                octets += count;
            }
        }
        return new Measured(this, counter.octets, counter.octets != octets);
    }

    /**
     * An entity whose size is known.
     *
     * @param octets with the canonical line ends
     * @param changes whether the source has other line ends
     */
    record Measured(Canonical content, long octets, boolean changes) {
        /** Writes all of it, without another look at the line ends where the first found nothing to do. */
        void writeTo(OutputStream out) throws IOException {
            content.copy(changes ? new CrlfOutput(out) : out);
        }
    }

    private static final class Counter extends OutputStream {
        private long octets;

        @Override
        public void write(int octet) {
            octets++;
        }

        @Override
        public void write(byte[] written, int offset, int length) {
            octets += length;
        }
    }
}
