package chancery.openpgp;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;

/** Collects octets in the forms of RFC 9580 §3. */
final class OctetWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    OctetWriter u8(int value) {
        out.write(value);
        return this;
    }

    OctetWriter u16(int value) {
        return u8(value >>> 8).u8(value);
    }

    OctetWriter u32(long value) {
        return u16((int) (value >>> 16)).u16((int) value);
    }

    OctetWriter u64(long value) {
        return u32(value >>> 32).u32(value);
    }

    OctetWriter octets(byte[] octets) {
        out.write(octets, 0, octets.length);
        return this;
    }

    OctetWriter mpi(BigInteger value) {
        return u16(value.bitLength()).octets(Numbers.unsigned(value));
    }

    /** Octets as an MPI: leading zeros go. */
    OctetWriter mpi(byte[] value) {
        return mpi(new BigInteger(1, value));
    }

    byte[] toOctets() {
        return out.toByteArray();
    }
}
