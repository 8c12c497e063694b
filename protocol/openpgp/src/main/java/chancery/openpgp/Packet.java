package chancery.openpgp;

/** A whole packet in memory. */
record Packet(int tag, byte[] body) {

    /** The packet in the new format with a definite length (RFC 9580 §4.2.1). */
    byte[] toOctets() {
        return header(tag, body.length).octets(body).toOctets();
    }

    static OctetWriter header(int tag, long length) {
        var out = new OctetWriter().u8(0xc0 | tag);
        length(out, length);
        return out;
    }

    static void length(OctetWriter out, long length) {
        if (length < 192) {
            out.u8((int) length);
        } else if (length < 8384) {
            out.u16((int) (length - 192) + 0xc000);
        } else {
            out.u8(0xff).u32(length);
        }
    }

    boolean isKey() {
        return tag == Tags.PUBLIC_KEY || tag == Tags.SECRET_KEY;
    }

    boolean isSubkey() {
        return tag == Tags.PUBLIC_SUBKEY || tag == Tags.SECRET_SUBKEY;
    }
}
