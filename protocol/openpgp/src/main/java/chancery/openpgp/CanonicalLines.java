package chancery.openpgp;

import chancery.mime.MimeSource;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reads lines with the end CRLF, whatever end the source has (RFC 3156 §5). */
final class CanonicalLines extends InputStream {
    private final InputStream in;
    private boolean afterReturn;
    private boolean feedPending;

    private CanonicalLines(InputStream in) {
        this.in = new BufferedInputStream(in, 64 << 10);
    }

    static MimeSource of(MimeSource source) {
        return () -> new CanonicalLines(source.open());
    }

    @Override
    public int read() throws IOException {
        if (feedPending) {
            feedPending = false;
            return '\n';
        }
        int octet = in.read();
        if (octet == '\n' && !afterReturn) {
            feedPending = true;
            return '\r';
        }
        afterReturn = octet == '\r';
        return octet;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count = 0;
        while (count < length) {
            int octet = read();
            if (octet < 0) {
                break;
            }
            into[offset + count++] = (byte) octet;
        }
        return count == 0 && length > 0 ? -1 : count;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
