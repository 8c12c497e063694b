package chancery.openpgp;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Base64;

/**
 * Passes the octets of an armored object on and reckons their checksum. GnuPG before 2.4 does not see the end of armor that
 * has neither checksum nor padding; a reader of version 6 objects does, and must not be given one (RFC 9580 §6.1).
 */
final class ArmorChecksum extends FilterOutputStream {
    private static final int FIRST_NEW_VERSION = 5;

    private final byte[] begin = new byte[8];
    private int known;
    private final Crc24 crc = new Crc24();

    ArmorChecksum(OutputStream out) {
        super(out);
    }

    /** The checksum line without its end, or nothing. */
    static String of(byte[] octets) {
        var checksum = new ArmorChecksum(OutputStream.nullOutputStream());
        checksum.add(octets, 0, octets.length);
        return checksum.line();
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        add(octets, offset, length);
        out.write(octets, offset, length);
    }

    /** The checksum line without its end, or nothing where the first packet is of a version that goes without. */
    String line() {
        return goesWithout() ? "" : "=" + Base64.getEncoder().encodeToString(crc.octets());
    }

    private void add(byte[] octets, int offset, int length) {
        int more = Math.min(length, begin.length - known);
        System.arraycopy(octets, offset, begin, known, more);
        known += more;
        if (known < begin.length || !goesWithout()) {
            crc.update(octets, offset, length);
        }
    }

    private boolean goesWithout() {
        return version() >= FIRST_NEW_VERSION;
    }

    // RFC 9580 §4.2: where the body of the first packet begins; it begins with the version
    private int version() {
        int header = begin[0] & 0xff;
        boolean current = (header & 0x40) != 0;
        int tag = current ? header & 0x3f : (header >> 2) & 0xf;
        int length = begin[1] & 0xff;
        int body;
        if (current) {
            body = length == 255 ? 6 : length >= 192 && length < 224 ? 3 : 2;
        } else {
            body = new int[] {2, 3, 5, 1}[header & 3];
        }
        return hasVersion(tag) ? begin[body] & 0xff : 0;
    }

    private static boolean hasVersion(int tag) {
        return switch (tag) {
            case Tags.PKESK, Tags.SIGNATURE, Tags.SKESK, Tags.ONE_PASS_SIGNATURE, Tags.SECRET_KEY, Tags.PUBLIC_KEY ->
                true;
            default -> false;
        };
    }
}
