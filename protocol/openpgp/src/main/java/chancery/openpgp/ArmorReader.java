package chancery.openpgp;

import chancery.mail.SyntaxException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads armored blocks from a stream: find a block, then read its octets to their end. */
final class ArmorReader implements OctetSource {
    private static final int LONGEST_LINE = 4096;
    private static final int MOST_HEADERS = 100;
    private static final byte[] VALUES = values();

    private final OctetSource in;
    private final byte[] buffer = new byte[8192];
    private int at;
    private int filled;
    private int consumed;
    private Armor.Kind kind = Armor.Kind.MESSAGE;
    private boolean ended = true;
    private final byte[] ready = new byte[3];
    private int readyFrom;
    private int readyTo;

    ArmorReader(OctetSource in) {
        this.in = in;
    }

    /** Passes over text up to the next armor header line and its headers. */
    Optional<Armor.Kind> nextBlock() throws IOException, SyntaxException {
        while (true) {
            var line = line();
            if (line.isEmpty()) {
                return Optional.empty();
            }
            for (var candidate : Armor.Kind.values()) {
                if (line.get().equals(candidate.begin())) {
                    kind = candidate;
                    headers();
                    ended = false;
                    readyFrom = 0;
                    readyTo = 0;
                    return Optional.of(candidate);
                }
            }
        }
    }

    // RFC 9580 §6.2.2: headers are for people; none of them changes what the block means
    private void headers() throws IOException, SyntaxException {
        for (int i = 0; i < MOST_HEADERS; i++) {
            var line = line();
            if (line.isEmpty()) {
                throw new SyntaxException("armor without content", consumed);
            }
            if (line.get().isBlank()) {
                return;
            }
            if (!line.get().contains(":")) {
                throw new SyntaxException("an armor header, or the empty line behind them, expected", consumed);
            }
        }
        throw new SyntaxException("more than " + MOST_HEADERS + " armor headers", consumed);
    }

    /** A line without its end and without white space behind it; the rest of an overlong line is dropped. */
    private Optional<String> line() throws IOException, SyntaxException {
        int octet = octet();
        if (octet < 0) {
            return Optional.empty();
        }
        var line = new StringBuilder();
        while (octet >= 0 && octet != '\n') {
            if (line.length() < LONGEST_LINE) {
                line.append((char) octet);
            }
            octet = octet();
        }
        return Optional.of(line.toString().stripTrailing());
    }

    private int octet() throws IOException, SyntaxException {
        if (at == filled) {
            filled = Math.max(0, in.read(buffer, 0, buffer.length));
            at = 0;
            if (filled == 0) {
                return -1;
            }
        }
        consumed++;
        return buffer[at++] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException, SyntaxException {
        int written = 0;
        while (written < length) {
            if (readyFrom == readyTo && (ended || !quantum())) {
                break;
            }
            int count = Math.min(length - written, readyTo - readyFrom);
            System.arraycopy(ready, readyFrom, into, from + written, count);
            readyFrom += count;
            written += count;
        }
        return written == 0 ? -1 : written;
    }

    /** Reads four characters; false at the end of the block. RFC 4648 §4 */
    private boolean quantum() throws IOException, SyntaxException {
        int bits = 0;
        int characters = 0;
        int padding = 0;
        while (characters + padding < 4) {
            int octet = octet();
            if (octet == ' ' || octet == '\t' || octet == '\r' || octet == '\n') {
                continue;
            }
            if (characters == 0 && (octet == '=' || octet == '-')) {
                tail(octet);
                return false;
            }
            if (octet == '=' && characters >= 2) {
                padding++;
            } else if (octet >= 0 && VALUES[octet] >= 0 && padding == 0) {
                bits = (bits << 6) | VALUES[octet];
                characters++;
            } else {
                throw new SyntaxException("base64 expected", consumed);
            }
        }
        bits <<= 6 * padding;
        ready[0] = (byte) (bits >> 16);
        ready[1] = (byte) (bits >> 8);
        ready[2] = (byte) bits;
        readyFrom = 0;
        readyTo = 3 - padding;
        return true;
    }

    private void tail(int first) throws IOException, SyntaxException {
        ended = true;
        String line = (char) first + line().orElse("");
        while (!line.equals(kind.end())) {
            // RFC 9580 §6.1: a checksum is passed over, right or wrong
            boolean checksum = (line.startsWith("=") && line.length() <= 8) || line.isBlank();
            var next = line();
            if (!checksum || next.isEmpty()) {
                throw new SyntaxException("the line that ends the armor expected", consumed);
            }
            line = next.get();
        }
    }

    private static byte[] values() {
        byte[] values = new byte[256];
        java.util.Arrays.fill(values, (byte) -1);
        byte[] alphabet =
                "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < alphabet.length; i++) {
            values[alphabet[i]] = (byte) i;
        }
        return values;
    }
}
