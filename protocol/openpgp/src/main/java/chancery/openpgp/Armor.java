package chancery.openpgp;

import chancery.mail.SyntaxException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * One block of ASCII armor (RFC 9580 §6), read.
 *
 * @param kind from the line it begins with
 * @param octets what the base64 stands for
 */
public record Armor(Kind kind, byte[] octets) {
    static final int LINE = 64;

    /** The armor header lines (RFC 9580 §6.2.1). */
    public enum Kind {
        MESSAGE("MESSAGE"),
        PUBLIC_KEY("PUBLIC KEY BLOCK"),
        PRIVATE_KEY("PRIVATE KEY BLOCK"),
        SIGNATURE("SIGNATURE");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        String begin() {
            return "-----BEGIN PGP " + words + "-----";
        }

        String end() {
            return "-----END PGP " + words + "-----";
        }
    }

    /**
     * All blocks in a text, in order; what stands between them is passed over. The checksum is not looked at
     * (RFC 9580 §6.1).
     *
     * @throws SyntaxException when a block begins that is malformed or does not end
     */
    public static List<Armor> readAll(byte[] text) throws SyntaxException {
        var blocks = new ArrayList<Armor>();
        var reader = new ArmorReader(OctetSource.of(new ByteArrayInputStream(text)));
        try {
            var kind = reader.nextBlock();
            while (kind.isPresent()) {
                var out = new ByteArrayOutputStream();
                byte[] buffer = new byte[8192];
                int got = reader.read(buffer, 0, buffer.length);
                while (got >= 0) {
                    out.write(buffer, 0, got);
                    got = reader.read(buffer, 0, buffer.length);
                }
                blocks.add(new Armor(kind.get(), out.toByteArray()));
                kind = reader.nextBlock();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return List.copyOf(blocks);
    }

    /** Armor without headers, lines ended by LF; with a checksum for those who need one (RFC 9580 §6.1). */
    public static String write(Kind kind, byte[] octets) {
        String checksum = ArmorChecksum.of(octets);
        return kind.begin() + "\n\n"
                + Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(octets) + "\n"
                + (checksum.isEmpty() ? "" : checksum + "\n") + kind.end() + "\n";
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
