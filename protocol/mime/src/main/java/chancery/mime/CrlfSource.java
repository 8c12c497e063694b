package chancery.mime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The octets of another source with lines that end in CRLF, whatever ends they have there (RFC 8551 §3.1.1, RFC 3156 §5). */
public record CrlfSource(MimeSource source) implements MimeSource {
    private static final int BLOCK = 64 << 10;

    @Override
    public InputStream open() throws IOException {
        return new CrlfInput(source.open());
    }

    private static final class CrlfInput extends InputStream {
        private final InputStream in;
        private byte[] block = new byte[0];
        private int at;
        private int to;
        private boolean afterReturn;
        private boolean feedPending;

        CrlfInput(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (feedPending) {
                feedPending = false;
                into[offset] = '\n';
                return 1;
            }
            if (at == to && !fill()) {
                return -1;
            }
            int limit = Math.min(to, at + length);
            int bare = LineEnds.bareFeed(block, at, limit, afterReturn);
            int count = bare - at;
            System.arraycopy(block, at, into, offset, count);
            afterReturn = count > 0 && block[bare - 1] == '\r';
            at = bare;
            if (bare < limit) {
                at++;
                feedPending = true;
                into[offset + count++] = '\r';
            }
            return count;
        }

        /** Looks for line ends where the octets lie. */
        @Override
        public long transferTo(OutputStream out) throws IOException {
            if (block.length > 0) {
                return super.transferTo(out);
            }
            var lines = new CrlfOutput(out);
            in.transferTo(lines);
            return lines.written();
        }

        private boolean fill() throws IOException {
            if (block.length == 0) {
                block = new byte[BLOCK];
            }
            int got = in.read(block, 0, block.length);
            at = 0;
            to = Math.max(got, 0);
            return got > 0;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
