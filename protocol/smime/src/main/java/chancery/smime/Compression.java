package chancery.smime;

import chancery.mail.SyntaxException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Takes a zlib compression off (RFC 3274 §2) within bounds. */
final class Compression {
    /** So little may expand without bound: a short text of spaces is no attack. */
    private static final long FREE = 1 << 20;

    private Compression() {}

    static Scratch expand(InputStream in, Scratch out, SmimeLimits limits) throws IOException, SyntaxException {
        try (var inflater = new Inflater()) {
            byte[] from = new byte[16 * 1024];
            byte[] into = new byte[64 * 1024];
            while (!inflater.finished()) {
                if (inflater.needsInput()) {
                    int count = in.read(from);
                    if (count < 0) {
                        throw new SyntaxException("the end of compressed content", (int) inflater.getBytesRead());
                    }
                    inflater.setInput(from, 0, count);
                }
                int count = inflater.inflate(into);
                if (count == 0 && inflater.needsDictionary()) {
                    throw new SyntaxException("compression without a dictionary", 0);
                }
                check(out.size() + count, inflater.getBytesRead(), limits);
                out.write(into, 0, count);
            }
            out.close();
            return out;
        } catch (DataFormatException e) {
            throw new SyntaxException("compressed content", 0);
        }
    }

    private static void check(long size, long read, SmimeLimits limits) throws LimitException {
        if (size > limits.contentOctets() || (size > FREE && size > read * limits.expansion())) {
            throw new LimitException();
        }
    }
}
