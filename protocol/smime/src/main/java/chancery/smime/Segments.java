package chancery.smime;

import java.io.IOException;
import java.io.OutputStream;

/** Makes an octet string of each write: the parts of a constructed one (X.690 §8.7.3). */
final class Segments extends OutputStream {
    private final OutputStream out;

    Segments(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        if (length > 0) {
            Der.head(Der.OCTET_STRING, length, out);
            out.write(octets, offset, length);
        }
    }
}
