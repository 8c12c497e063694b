package chancery.smime;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Writes lines with the canonical end CRLF (RFC 8551 §3.1.1); runs between bare line feeds pass in one piece. */
final class CanonicalOutput extends FilterOutputStream {
    private static final byte[] CRLF = {'\r', '\n'};

    private boolean afterReturn;

    CanonicalOutput(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        int start = offset;
        int end = offset + length;
        for (int i = offset; i < end; i++) {
            if (octets[i] == '\n') {
                boolean bare = i == offset ? !afterReturn : octets[i - 1] != '\r';
                if (bare) {
                    out.write(octets, start, i - start);
                    out.write(CRLF, 0, 2);
                    start = i + 1;
                }
            }
        }
        if (end > start) {
            out.write(octets, start, end - start);
        }
        if (length > 0) {
            afterReturn = octets[end - 1] == '\r';
        }
    }
}
