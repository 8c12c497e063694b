package chancery.openpgp;

import chancery.mail.SyntaxException;
import chancery.mime.Base64Lines;
import chancery.mime.CrlfSource;
import chancery.mime.Message;
import chancery.mime.MimeSource;
import chancery.mime.ProtectedHeader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Protects whole mails by PGP/MIME (RFC 3156) with their header fields (RFC 9788 §5): the author's fields go inside, those
 * that the outside needs stay there, and with encryption the Subject outside is only {@code [...]}. Bcc goes nowhere.
 * Immutable.
 *
 * <p>What is signed becomes lines in CRLF and 7-bit, without white space behind lines, so that no transport has a reason
 * to change it (RFC 3156 §5): bodies that are not so are encoded anew, and no other octet is touched. Header sections with
 * octets above 127 (RFC 6532) stay as they are.
 */
public final class MailProtector {
    private final AlgorithmPolicy policy;
    private final SecureRandom random;

    public MailProtector(AlgorithmPolicy policy, SecureRandom random) {
        this.policy = policy;
        this.random = random;
    }

    /**
     * Protects a mail.
     *
     * @param workspace for what must be whole before any of it is written
     * @param out gets the whole message, or nothing when it fails
     * @param now dates the signature
     * @throws IllegalArgumentException when the signer has no key that signs now
     * @throws SyntaxException when the mail is larger than the workspace allows
     */
    public void protect(Message message, Protection wanted, Workspace workspace, OutputStream out, Instant now)
            throws IOException, SyntaxException {
        try {
            if (wanted.recipients().isEmpty()) {
                sign(message, wanted, workspace, out, now);
            } else {
                encrypt(message, wanted, workspace, out, now);
            }
        } catch (StoreOutput.FullException e) {
            throw tooLarge();
        }
        out.flush();
    }

    private static SyntaxException tooLarge() {
        return new SyntaxException("larger than is allowed", 0);
    }

    private void sign(Message message, Protection wanted, Workspace workspace, OutputStream out, Instant now)
            throws IOException, SyntaxException {
        try (var transportable = workspace.begin();
                var carrier = workspace.begin()) {
            Message plain = SevenBit.of(message, new StoreOutput(transportable), transportable);
            var both = ProtectedHeader.signed(plain.header());
            var lines = new CrlfSource(() -> payload(both, plain.root().openEncoded()));
            sign(lines, wanted.signer().orElseThrow(), new StoreOutput(carrier), now);
            writeOutside(both, out);
            try (var in = carrier.open()) {
                in.transferTo(out);
            }
        }
    }

    private static InputStream payload(ProtectedHeader both, InputStream body) {
        return new SequenceInputStream(new ByteArrayInputStream(both.inside()), body);
    }

    private static void writeOutside(ProtectedHeader both, OutputStream out) throws IOException {
        for (String field : both.outside()) {
            out.write(field.getBytes(StandardCharsets.UTF_8));
        }
        ascii(out, "MIME-Version: 1.0\r\n");
    }

    // RFC 3156 §5
    private void sign(MimeSource payload, UnlockedKey signer, OutputStream out, Instant now) throws IOException {
        var made = DetachedSignatures.sign(payload, signer, policy, now, random);
        String micalg = "pgp-" + made.hash().word().replace("-", "").toLowerCase(Locale.ROOT);
        String boundary = boundary();
        ascii(
                out,
                "Content-Type: multipart/signed; protocol=\"application/pgp-signature\";\r\n micalg=" + micalg
                        + "; boundary=\"" + boundary + "\"\r\n\r\n--" + boundary + "\r\n");
        try (InputStream in = payload.open()) {
            in.transferTo(out);
        }
        ascii(
                out,
                "\r\n--" + boundary + "\r\nContent-Type: application/pgp-signature; name=\"signature.asc\"\r\n"
                        + "Content-Disposition: attachment; filename=\"signature.asc\"\r\n\r\n"
                        + made.toArmor().replace("\n", "\r\n") + "\r\n--" + boundary + "--\r\n");
    }

    // RFC 3156 §6.2 when signed too
    private void encrypt(Message message, Protection wanted, Workspace workspace, OutputStream out, Instant now)
            throws IOException, SyntaxException {
        var both = ProtectedHeader.encrypted(message.header());
        var sealing = writer(wanted).begin(now);
        try (InputStream body = message.root().openEncoded()) {
            if (body instanceof ByteArrayInputStream memory && wanted.signer().isEmpty()) {
                encrypt(both, memory, sealing, workspace.maxOctets(), out);
                return;
            }
        }
        MimeSource payload = () -> payload(both, message.root().openEncoded());
        var lines = new CrlfSource(payload);
        long size;
        try (InputStream in = lines.open()) {
            size = size(in);
        }
        boolean inLines = size == both.inside().length + message.root().encodedSize();
        try (var carrier = workspace.begin()) {
            // of the same size is the same, and need not be looked through again
            try (InputStream in = inLines ? payload.open() : lines.open()) {
                sealing.write(in, size, new StoreOutput(carrier));
            }
            writeOutside(both, out);
            try (InputStream in = carrier.open()) {
                writeEncrypted(in::transferTo, out);
            }
        }
    }

    /** Without a carrier: memory does not fail to be read, and all else that may was done, so that nothing is half written. */
    private void encrypt(
            ProtectedHeader both, ByteArrayInputStream body, MessageSealing sealing, long maxOctets, OutputStream out)
            throws IOException, SyntaxException {
        long given = both.inside().length + (long) body.available();
        body.mark(0);
        long size = size(new CrlfSource(() -> payload(both, body)).open());
        if (size > maxOctets) {
            throw tooLarge();
        }
        body.reset();
        InputStream payload = payload(both, body);
        InputStream lines = size == given ? payload : new CrlfSource(() -> payload).open();
        writeOutside(both, out);
        writeEncrypted(armor -> sealing.write(lines, size, armor), out);
    }

    private MessageWriter writer(Protection wanted) {
        var writer = new MessageWriter(policy, random);
        for (CertificateView recipient : wanted.recipients()) {
            writer = writer.to(recipient);
        }
        return wanted.signer().isPresent() ? writer.signedBy(wanted.signer().get()) : writer;
    }

    private interface Sealed {
        void writeTo(OutputStream out) throws IOException;
    }

    // RFC 3156 §4
    private void writeEncrypted(Sealed message, OutputStream out) throws IOException {
        String boundary = boundary();
        ascii(
                out,
                "Content-Type: multipart/encrypted; protocol=\"application/pgp-encrypted\";\r\n boundary=\"" + boundary
                        + "\"\r\n\r\n--" + boundary
                        + "\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n\r\n--" + boundary
                        + "\r\nContent-Type: application/octet-stream; name=\"encrypted.asc\"\r\n"
                        + "Content-Disposition: inline; filename=\"encrypted.asc\"\r\n\r\n"
                        + Armor.Kind.MESSAGE.begin() + "\r\n\r\n");
        String checksum;
        try (var armor = new ArmorChecksum(new Base64Lines(out, Armor.LINE))) {
            message.writeTo(armor);
            checksum = armor.line();
        }
        ascii(
                out,
                (checksum.isEmpty() ? "" : checksum + "\r\n") + Armor.Kind.MESSAGE.end() + "\r\n\r\n--" + boundary
                        + "--\r\n");
    }

    private static long size(InputStream in) throws IOException {
        return in.transferTo(OutputStream.nullOutputStream());
    }

    private static void ascii(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    // "=_" can stand neither in base64 nor in quoted-printable (RFC 2045 §6.7)
    private String boundary() {
        byte[] octets = new byte[15];
        random.nextBytes(octets);
        return "=_" + HexFormat.of().formatHex(octets);
    }
}
