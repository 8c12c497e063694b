package chancery.openpgp;

import chancery.mail.SyntaxException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;

/** Compressed data (RFC 9580 §5.6) while it is read; ends with a refusal when it grows beyond the bound. */
final class Inflation implements OctetSource, AutoCloseable {
    private static final int LARGEST_BZIP2 = 64 << 20;
    private final OctetSource from;
    private final Runnable release;
    private long left;

    private Inflation(OctetSource from, Runnable release, long bound) {
        this.from = from;
        this.release = release;
        this.left = bound;
    }

    static Inflation of(PacketBody body, long bound) throws IOException, SyntaxException, RefusedException {
        // headers of packets come on top of what they carry
        long most = bound > Long.MAX_VALUE / 2 ? bound : bound + bound / 8 + (1 << 20);
        int algorithm = body.u8();
        return switch (algorithm) {
            case 0 -> new Inflation(body::read, () -> {}, most);
            case 1 -> deflated(body, new Inflater(true), most);
            case 2 -> deflated(body, new Inflater(false), most);
            case 3 -> {
                InputStream in = new ByteArrayInputStream(body.readUpTo(LARGEST_BZIP2));
                yield new Inflation(bzip2(in), () -> {}, most);
            }
            default -> throw new RefusedException(Refusal.UNSUPPORTED, "compression by method " + algorithm);
        };
    }

    private static Inflation deflated(PacketBody body, Inflater inflater, long bound) {
        return new Inflation(new Deflated(body, inflater), inflater::end, bound);
    }

    /** RFC 1951 data, with or without the frame of RFC 1950. */
    private static final class Deflated implements OctetSource {
        private final PacketBody body;
        private final Inflater inflater;
        private final byte[] input = new byte[16 << 10];
        private boolean atEnd;

        Deflated(PacketBody body, Inflater inflater) {
            this.body = body;
            this.inflater = inflater;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException, SyntaxException {
            try {
                while (!inflater.finished()) {
                    int made = inflater.inflate(into, from, length);
                    if (made > 0) {
                        return made;
                    }
                    feed();
                }
                return -1;
            } catch (DataFormatException e) {
                throw new SyntaxException("malformed compressed data", 0);
            }
        }

        private void feed() throws IOException, SyntaxException {
            if (inflater.needsDictionary()) {
                throw new SyntaxException("compressed data that needs a dictionary", 0);
            }
            if (inflater.finished() || !inflater.needsInput()) {
                return;
            }
            int got = body.read(input, 0, input.length);
            if (got >= 0) {
                inflater.setInput(input, 0, got);
            } else if (atEnd) {
                throw new SyntaxException("compressed data ends early", 0);
            } else {
                // raw deflate may want one octet more than there is
                atEnd = true;
                inflater.setInput(new byte[1]);
            }
        }
    }

    private static OctetSource bzip2(InputStream in) throws SyntaxException {
        try {
            var bzip2 = new BZip2CompressorInputStream(in);
            return (into, from, length) -> {
                try {
                    return bzip2.read(into, from, length);
                } catch (IOException | RuntimeException e) {
                    throw new SyntaxException("malformed compressed data", 0);
                }
            };
        } catch (IOException | RuntimeException e) {
            throw new SyntaxException("malformed compressed data", 0);
        }
    }

    @Override
    public int read(byte[] into, int at, int length) throws IOException, SyntaxException {
        int got = from.read(into, at, length);
        left -= Math.max(got, 0);
        if (left < 0) {
            throw new TooMuchException();
        }
        return got;
    }

    @Override
    public void close() {
        release.run();
    }

    /** Compressed data that grows beyond its bound. */
    static final class TooMuchException extends IOException {
        private static final long serialVersionUID = 1L;

        TooMuchException() {
            super("compressed data grows beyond its bound");
        }
    }
}
