package chancery.openpgp;

import chancery.mime.Entity;
import chancery.mime.MimeSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** A text with a signature that people can read as text (RFC 9580 §7). */
public final class CleartextDocument {
    private CleartextDocument() {}

    /**
     * Writes a signed text, lines ended by LF. White space behind lines is taken off: no signature of this kind covers it.
     *
     * @param text in UTF-8
     * @throws IllegalArgumentException when the signer has no key that signs now
     */
    public static String write(
            String text, UnlockedKey signer, AlgorithmPolicy policy, Instant now, SecureRandom random) {
        var lines = text.replace("\r\n", "\n")
                .lines()
                .map(l -> l.getBytes(StandardCharsets.UTF_8))
                .map(CleartextDocument::stripped)
                .toList();
        var signing = new Signing(
                DetachedSignatures.signingKey(signer, now, policy), SignaturePacket.TEXT, now, List.of(), random);
        byte[] packet =
                new Packet(Tags.SIGNATURE, signing.update(canonical(lines)).finish()).toOctets();
        var document = new StringBuilder(InlineScanner.BEGIN_CLEARTEXT).append('\n');
        document.append("Hash: ").append(signing.hash().word()).append("\n\n");
        for (byte[] line : lines) {
            String escaped = new String(line, StandardCharsets.UTF_8);
            // RFC 9580 §7.2: "From " is what mailboxes change
            boolean escape = escaped.startsWith("-") || escaped.startsWith("From ");
            document.append(escape ? "- " : "").append(escaped).append('\n');
        }
        return document.append(Armor.write(Armor.Kind.SIGNATURE, packet)).toString();
    }

    /**
     * Judges the signatures over lines. Lines of a format=flowed text may have been stuffed with a space on the way
     * (RFC 3676 §4.4), which is taken off when the signature then holds.
     *
     * @param part that holds the text
     */
    static InlinePiece.Signed judge(InlineBlock.Cleartext block, Entity part, MailSignatures signatures) {
        boolean flowed = part.contentType().parameters().get("format").equalsIgnoreCase("flowed");
        var lines = block.lines().stream().map(CleartextDocument::stripped).toList();
        var asItIs = judged(block.signature(), lines, signatures);
        boolean verified = asItIs.stream().anyMatch(s -> s.verdict().isVerified());
        if (flowed && !verified) {
            var unstuffed = lines.stream().map(CleartextDocument::unstuffed).toList();
            var again = judged(block.signature(), unstuffed, signatures);
            if (again.stream().anyMatch(s -> s.verdict().isVerified())) {
                return new InlinePiece.Signed(part.decoded(joined(unstuffed, "\n")), again);
            }
        }
        return new InlinePiece.Signed(part.decoded(joined(lines, "\n")), asItIs);
    }

    private static List<MailSignature> judged(byte[] armor, List<byte[]> lines, MailSignatures signatures) {
        try {
            return signatures.judge(armor, MimeSource.of(canonical(lines)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is hashed: CRLF between the lines and none behind the last. */
    private static byte[] canonical(List<byte[]> lines) {
        return joined(lines, "\r\n");
    }

    private static byte[] joined(List<byte[]> lines, String between) {
        var out = new ByteArrayOutputStream();
        for (int i = 0; i < lines.size(); i++) {
            if (i > 0) {
                out.writeBytes(Armor.ascii(between));
            }
            out.writeBytes(lines.get(i));
        }
        return out.toByteArray();
    }

    private static byte[] stripped(byte[] line) {
        int end = line.length;
        while (end > 0 && (line[end - 1] == ' ' || line[end - 1] == '\t' || line[end - 1] == '\r')) {
            end--;
        }
        return Arrays.copyOf(line, end);
    }

    private static byte[] unstuffed(byte[] line) {
        return line.length > 0 && line[0] == ' ' ? Arrays.copyOfRange(line, 1, line.length) : line;
    }
}
