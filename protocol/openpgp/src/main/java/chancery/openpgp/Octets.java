package chancery.openpgp;

import chancery.mail.SyntaxException;
import java.math.BigInteger;
import java.util.Arrays;

/** A place in an array of octets that moves forward; reading past its end is malformed input. */
final class Octets {
    private final byte[] octets;
    private int position;

    Octets(byte[] octets) {
        this.octets = octets;
    }

    int left() {
        return octets.length - position;
    }

    int position() {
        return position;
    }

    boolean atEnd() {
        return position >= octets.length;
    }

    int u8() throws SyntaxException {
        need(1);
        return octets[position++] & 0xff;
    }

    int u16() throws SyntaxException {
        return u8() << 8 | u8();
    }

    long u32() throws SyntaxException {
        return (long) u16() << 16 | u16();
    }

    /** A 32-bit length that must fit in what is left. */
    int length32() throws SyntaxException {
        long length = u32();
        if (length > left()) {
            throw new SyntaxException("a length reaches past the end", position - 4);
        }
        return (int) length;
    }

    byte[] take(int count) throws SyntaxException {
        need(count);
        position += count;
        return Arrays.copyOfRange(octets, position - count, position);
    }

    byte[] rest() {
        byte[] rest = Arrays.copyOfRange(octets, position, octets.length);
        position = octets.length;
        return rest;
    }

    // RFC 9580 §3.2: wrong bit counts are read too, because old programs wrote them and signatures cover the octets
    BigInteger mpi() throws SyntaxException {
        return new BigInteger(1, mpiOctets());
    }

    byte[] mpiOctets() throws SyntaxException {
        int bits = u16();
        return take((bits + 7) / 8);
    }

    void end(String what) throws SyntaxException {
        if (!atEnd()) {
            throw new SyntaxException(what + " is followed by more octets", position);
        }
    }

    private void need(int count) throws SyntaxException {
        if (count < 0 || left() < count) {
            throw new SyntaxException("the packet ends early", octets.length);
        }
    }
}
