package chancery.demo;

import java.io.ByteArrayOutputStream;

/** Mail travels with CR LF; files often lie with LF. */
final class LineEnds {
    private LineEnds() {}

    /** Every bare LF and bare CR becomes CR LF, and the last line is ended. */
    static byte[] toCrLf(byte[] octets) {
        var out = new ByteArrayOutputStream(octets.length + octets.length / 40 + 2);
        for (int i = 0; i < octets.length; i++) {
            byte octet = octets[i];
            if (octet == '\r') {
                out.write('\r');
                out.write('\n');
                if (i + 1 < octets.length && octets[i + 1] == '\n') {
                    i++;
                }
            } else if (octet == '\n') {
                out.write('\r');
                out.write('\n');
            } else {
                out.write(octet);
            }
        }
        boolean ended = octets.length > 0 && (octets[octets.length - 1] == '\n' || octets[octets.length - 1] == '\r');
        if (!ended) {
            out.write('\r');
            out.write('\n');
        }
        return out.toByteArray();
    }
}
