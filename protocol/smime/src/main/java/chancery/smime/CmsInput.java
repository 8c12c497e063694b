package chancery.smime;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The octets of a CMS object on their way to the reader: counts them for error positions and against a bound, and
 * remembers a fault of the source, so that it is not taken for malformed input.
 */
final class CmsInput extends FilterInputStream {
    private long count;
    private long bound;
    private IOException fault = new IOException();
    private boolean failed;
    private boolean overBound;

    /** @param structureOctets how much may be read before the bound is raised for a content */
    CmsInput(InputStream in, long structureOctets) {
        super(in);
        this.bound = structureOctets;
    }

    /** Lets so many more octets through. */
    void raiseBound(long octets) {
        bound = Math.max(bound, 0) + octets;
    }

    /** From here on only so many octets more. */
    void boundFromHere(long octets) {
        bound = count + octets;
    }

    @Override
    public int read() throws IOException {
        try {
            int octet = in.read();
            counted(octet < 0 ? 0 : 1);
            return octet;
        } catch (IOException e) {
            throw remember(e);
        }
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        try {
            int read = in.read(into, offset, length);
            counted(Math.max(0, read));
            return read;
        } catch (IOException e) {
            throw remember(e);
        }
    }

    private void counted(int octets) throws IOException {
        count += octets;
        if (count > bound) {
            overBound = true;
            throw new LimitException();
        }
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private IOException remember(IOException e) {
        if (!(e instanceof LimitException)) {
            fault = e;
            failed = true;
        }
        return e;
    }

    /** True when the input was larger than allowed. */
    boolean isOverBound() {
        return overBound;
    }

    void rethrowFault() throws IOException {
        if (failed) {
            throw fault;
        }
    }

    int position() {
        return (int) Math.min(count, Integer.MAX_VALUE);
    }
}
