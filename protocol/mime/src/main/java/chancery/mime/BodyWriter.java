package chancery.mime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Bodies written, in quoted-printable or as they are (RFC 2045 §6.7). */
final class BodyWriter {
    private static final int LINE = 76;
    private static final byte[] CRLF = {'\r', '\n'};
    private static final byte[] SOFT_BREAK = {'=', '\r', '\n'};
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    private BodyWriter() {}

    /** True for short lines of ASCII that need no encoding. */
    static boolean isPlain(byte[] octets) {
        int column = 0;
        for (byte octet : octets) {
            column = octet == '\n' ? 0 : column + 1;
            boolean control = octet < ' ' && octet != '\t' && octet != '\r' && octet != '\n';
            if (control || octet == 0x7f || column > 200) {
                return false;
            }
        }
        // a mail program that quotes a line beginning with "From " would break a signature
        return !startsLine(octets, "From ");
    }

    private static boolean startsLine(byte[] octets, String text) {
        String all = new String(octets, StandardCharsets.ISO_8859_1);
        return all.startsWith(text) || all.contains("\n" + text);
    }

    static boolean isSevenBit(byte[] octets) {
        for (byte octet : octets) {
            if (octet <= 0) {
                return false;
            }
        }
        return true;
    }

    static boolean isEightBit(MimeSource source) throws IOException {
        try (InputStream in = source.open()) {
            byte[] block = new byte[32 * 1024];
            for (int count = in.read(block); count >= 0; count = in.read(block)) {
                for (int i = 0; i < count; i++) {
                    if (block[i] < 0) {
                        return true;
                    }
                }
            }
            return false;
        }
    }

    static void copy(MimeSource source, OutputStream out) throws IOException {
        try (InputStream in = source.open()) {
            in.transferTo(out);
        }
    }

    static void quotedPrintable(byte[] octets, OutputStream out) throws IOException {
        int column = 0;
        for (int i = 0; i < octets.length; i++) {
            if (isLineEnd(octets, i)) {
                out.write(CRLF);
                column = 0;
                i++;
                continue;
            }
            boolean literal = isLiteral(octets, i, column);
            int width = literal ? 1 : 3;
            boolean last = i + 1 == octets.length || isLineEnd(octets, i + 1);
            if (column + width > (last ? LINE : LINE - 1)) {
                out.write(SOFT_BREAK);
                column = 0;
                literal = isLiteral(octets, i, column);
                width = literal ? 1 : 3;
            }
            writeOctet(octets[i], literal, out);
            column += width;
        }
    }

    private static boolean isLineEnd(byte[] octets, int at) {
        return octets[at] == '\r' && at + 1 < octets.length && octets[at + 1] == '\n';
    }

    private static boolean isLiteral(byte[] octets, int at, int column) {
        byte octet = octets[at];
        if (octet == ' ' || octet == '\t') {
            return at + 1 < octets.length && !isLineEnd(octets, at + 1);
        }
        // a dot or "From" at the start of a line is what transports change
        boolean hazard = column == 0 && (octet == '.' || octet == 'F');
        return octet > ' ' && octet < 127 && octet != '=' && !hazard;
    }

    private static void writeOctet(byte octet, boolean literal, OutputStream out) throws IOException {
        if (!literal) {
            out.write('=');
            out.write(HEX[(octet >> 4) & 0xf]);
        }
        out.write(literal ? octet : HEX[octet & 0xf]);
    }
}
