package chancery.smime;

import chancery.mime.Base64Lines;
import chancery.mime.Message;
import chancery.mime.MimeSource;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/**
 * Puts protection on MIME entities (RFC 8551 §3): each method reads one entity, header section and body, and writes the
 * entity that carries it, with its Content fields and nothing else. Layers are made from the inside out, each from what
 * the one before wrote; a triple wrap is sign, encrypt, sign (RFC 2634 §1.1). Immutable.
 *
 * <p>Entities are canonicalised on the way: line ends become CRLF (RFC 8551 §3.1.1).
 */
public final class MessageProtector {
    private static final int BUFFER = 64 * 1024;

    private final Clock clock;
    private final boolean pss;

    /** @param clock tells the signing time */
    public MessageProtector(Clock clock) {
        this(clock, false);
    }

    private MessageProtector(Clock clock, boolean pss) {
        this.clock = clock;
        this.pss = pss;
    }

    /** The same, with RSASSA-PSS (RFC 4056 §2) for RSA keys; not every mail program can check it. */
    public MessageProtector withPss() {
        return new MessageProtector(clock, true);
    }

    /**
     * Signs clearly, as multipart/signed (RFC 8551 §3.5.3): everybody can read it. The entity should be 7-bit, since a
     * signature breaks when a transport changes the encoding.
     *
     * @param along further certificates to send, such as the signer's for encryption
     * @throws GeneralSecurityException when the key cannot sign
     */
    public void signClear(MimeSource entity, Identity signer, List<Certificate> along, OutputStream out)
            throws GeneralSecurityException, IOException {
        var writer = new SignedWriter(signer, pss, along, clock.instant());
        String boundary = boundary();
        var to = new BufferedOutputStream(out, BUFFER);
        ascii(
                to,
                "Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\";\r\n micalg="
                        + writer.micalg() + "; boundary=\"" + boundary + "\"\r\n\r\n--" + boundary + "\r\n");
        byte[] signature = writer.detached(canonical(entity), to);
        ascii(to, "\r\n--" + boundary + "\r\n");
        ascii(to, fields("application/pkcs7-signature", "", "smime.p7s"));
        try (var lines = new Base64Lines(to)) {
            lines.write(signature);
        }
        ascii(to, "\r\n--" + boundary + "--\r\n");
        to.flush();
    }

    /**
     * Signs as a CMS object that holds the entity (RFC 8551 §3.5.2): it survives transports that change text, and only
     * programs with S/MIME can read it.
     *
     * @throws GeneralSecurityException when the key cannot sign
     */
    public void signOpaque(MimeSource entity, Identity signer, List<Certificate> along, OutputStream out)
            throws GeneralSecurityException, IOException {
        var writer = new SignedWriter(signer, pss, along, clock.instant());
        cms("signed-data", "smime.p7m", out, to -> writer.opaque(canonical(entity), to));
    }

    /**
     * Encrypts with the cipher that all recipients can read, see {@link Capabilities#choose}.
     *
     * @throws GeneralSecurityException when one of the certificates cannot be encrypted to; nothing useful was written
     */
    public void encrypt(MimeSource entity, List<Recipient> recipients, OutputStream out)
            throws GeneralSecurityException, IOException {
        encrypt(entity, recipients, cipher(recipients), out);
    }

    /** Encrypts with a cipher of the caller's choice, an AES one. */
    public void encrypt(MimeSource entity, List<Recipient> recipients, ContentCipher cipher, OutputStream out)
            throws GeneralSecurityException, IOException {
        String type = cipher.isAuthenticated() ? "authEnveloped-data" : "enveloped-data";
        cms(type, "smime.p7m", out, to -> EnvelopedWriter.write(canonical(entity), recipients, cipher, to));
    }

    /**
     * Protects a whole message with its header fields (RFC 9788 §5): the author's fields go inside, those that the outside
     * needs stay there, and with encryption the Subject outside is only {@code [...]}. Bcc goes nowhere.
     *
     * @param space for what does not fit in memory
     * @param out gets the whole message, or nothing when it fails
     * @throws GeneralSecurityException when the key cannot sign, or one of the certificates cannot be encrypted to
     */
    public void protect(Message message, Protection wanted, ScratchSpace space, OutputStream out)
            throws GeneralSecurityException, IOException {
        WholeMessage.protect(this, message, wanted, space, out);
    }

    /** The cipher that all of these can read. */
    public static ContentCipher cipher(List<Recipient> recipients) {
        return Capabilities.choose(
                recipients.stream().map(Recipient::capabilities).toList());
    }

    /**
     * Encrypts octets as they are into a bare CMS object in DER, without MIME around it.
     *
     * @throws GeneralSecurityException when one of the certificates cannot be encrypted to
     */
    public static byte[] encryptOctets(byte[] content, List<Recipient> recipients, ContentCipher cipher)
            throws GeneralSecurityException, IOException {
        return EnvelopedWriter.write(content, recipients, cipher);
    }

    /** Compresses (RFC 3274). */
    public void compress(MimeSource entity, OutputStream out) throws GeneralSecurityException, IOException {
        cms("compressed-data", "smime.p7z", out, to -> compressed(canonical(entity), to));
    }

    private static void compressed(Canonical content, OutputStream out) throws IOException {
        Der.begin(Der.SEQUENCE, out);
        out.write(CMSObjectIdentifiers.compressedData.getEncoded());
        Der.begin(Der.TAGGED_0, out);
        Der.begin(Der.SEQUENCE, out);
        out.write(new ASN1Integer(0).getEncoded());
        out.write(new AlgorithmIdentifier(PKCSObjectIdentifiers.id_alg_zlibCompress).getEncoded());
        Der.begin(Der.SEQUENCE, out);
        out.write(CMSObjectIdentifiers.data.getEncoded());
        Der.begin(Der.TAGGED_0, out);
        Der.begin(Der.OCTET_STRING | 0x20, out);
        try (var deflated = new DeflaterOutputStream(new Segments(out))) {
            content.writeTo(deflated);
        }
        for (int open = 0; open < 6; open++) {
            Der.end(out);
        }
    }

    private interface Content {
        void writeTo(OutputStream out) throws GeneralSecurityException, IOException;
    }

    private static void cms(String smimeType, String fileName, OutputStream out, Content content)
            throws GeneralSecurityException, IOException {
        ascii(out, fields("application/pkcs7-mime", "; smime-type=" + smimeType, fileName));
        try (var lines = new Base64Lines(out)) {
            content.writeTo(lines);
        }
        out.flush();
    }

    // RFC 8551 §3.2.1: the name helps programs that only go by file names
    private static String fields(String type, String parameter, String fileName) {
        return "Content-Type: " + type + parameter + ";\r\n name=\"" + fileName + "\"\r\n"
                + "Content-Transfer-Encoding: base64\r\n"
                + "Content-Disposition: attachment; filename=\"" + fileName + "\"\r\n\r\n";
    }

    private static void ascii(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static Canonical canonical(MimeSource entity) {
        return new Canonical(entity);
    }

    // "=_" can stand neither in base64 nor in quoted-printable (RFC 2045 §6.7)
    private static String boundary() {
        byte[] random = new byte[15];
        Crypto.RANDOM.nextBytes(random);
        return "=_" + java.util.HexFormat.of().formatHex(random);
    }
}
