package chancery.mime;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Little-endian numbers and octets of a TNEF stream, with the place they came from. */
final class TnefReader {
    private final InputStream in;
    private long position;

    TnefReader(InputStream in) {
        this.in = in;
    }

    long position() {
        return position;
    }

    /** The next octet, or -1 at the end. */
    int octetOrEnd() throws IOException {
        int octet = in.read();
        position += octet < 0 ? 0 : 1;
        return octet;
    }

    private int octet() throws IOException {
        int octet = octetOrEnd();
        if (octet < 0) {
            throw new EOFException();
        }
        return octet;
    }

    int number16() throws IOException {
        int low = octet();
        return low | (octet() << 8);
    }

    long number32() throws IOException {
        long low = number16();
        return low | ((long) number16() << 16);
    }

    byte[] octets(int count) throws IOException {
        byte[] octets = in.readNBytes(count);
        position += octets.length;
        if (octets.length < count) {
            throw new EOFException();
        }
        return octets;
    }

    void moveTo(long newPosition) throws IOException {
        long wanted = newPosition - position;
        if (wanted < 0) {
            throw new EOFException();
        }
        while (wanted > 0) {
            long skipped = in.skip(wanted);
            if (skipped <= 0) {
                octet();
                wanted--;
            } else {
                position += skipped;
                wanted -= skipped;
            }
        }
    }
}
