package chancery.openpgp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** In memory, in pieces that grow to a quarter of a mebioctet. */
final class MemoryStore extends Store {
    private static final int SMALLEST = 16 << 10;
    private static final int LARGEST = 256 << 10;
    private final List<byte[]> pieces = new ArrayList<>();
    private final List<Long> starts = new ArrayList<>();
    private int used;
    private boolean closed;

    MemoryStore(long maxOctets) {
        super(maxOctets);
    }

    @Override
    void append(byte[] octets, int from, int length) {
        int done = 0;
        while (done < length) {
            if (pieces.isEmpty() || used == pieces.getLast().length) {
                grow(length - done);
            }
            int count = Math.min(length - done, pieces.getLast().length - used);
            System.arraycopy(octets, from + done, pieces.getLast(), used, count);
            used += count;
            done += count;
        }
    }

    private void grow(int wanted) {
        long start = pieces.isEmpty() ? 0 : starts.getLast() + pieces.getLast().length;
        int next = pieces.isEmpty() ? SMALLEST : pieces.getLast().length * 4;
        pieces.add(new byte[Math.clamp(Math.max(wanted, next), SMALLEST, LARGEST)]);
        starts.add(start);
        used = 0;
    }

    @Override
    public InputStream open(long from, long to) throws IOException {
        return new Reading(from, Math.min(to, size()));
    }

    @Override
    public void close() {
        closed = true;
        pieces.clear();
        starts.clear();
    }

    private final class Reading extends InputStream {
        private long at;
        private final long end;
        private int piece;

        Reading(long from, long end) {
            this.at = from;
            this.end = end;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            int count = Math.min(length, seek());
            if (count == 0) {
                return -1;
            }
            System.arraycopy(pieces.get(piece), within(), into, from, count);
            at += count;
            return count;
        }

        @Override
        public long transferTo(OutputStream out) throws IOException {
            long begin = at;
            for (int count = seek(); count > 0; count = seek()) {
                out.write(pieces.get(piece), within(), count);
                at += count;
            }
            return at - begin;
        }

        /** Goes to the piece that holds the next octet; returns how many to read it holds from there on. */
        private int seek() throws IOException {
            if (closed) {
                throw new IOException("the plaintext was closed");
            }
            if (at >= end) {
                return 0;
            }
            while (at >= starts.get(piece) + pieces.get(piece).length) {
                piece++;
            }
            return (int) Math.min(end - at, pieces.get(piece).length - within());
        }

        private int within() {
            return (int) (at - starts.get(piece));
        }
    }
}
