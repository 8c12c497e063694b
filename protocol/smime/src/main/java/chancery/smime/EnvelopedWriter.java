package chancery.smime;

import chancery.mime.MimeSource;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.GCMParameters;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/**
 * Writes AuthEnvelopedData (RFC 5083 §2.1) or EnvelopedData (RFC 5652 §6.1): a content that fits in memory in DER and in
 * one go, a larger one in BER, block by block.
 */
final class EnvelopedWriter {
    private static final int MAC = 16;
    private static final int IN_ONE_GO = 8 << 20;
    private static final int BLOCK = 64 * 1024;

    private final ContentCipher name;
    private final Cipher cipher;
    private final AlgorithmIdentifier algorithm;
    private final RecipientWriter.Recipients recipients;

    private EnvelopedWriter(List<Recipient> recipients, ContentCipher name) throws GeneralSecurityException {
        if (!name.isAes() || recipients.isEmpty()) {
            throw new IllegalArgumentException("an AES cipher and at least one recipient");
        }
        byte[] key = random(name.keyOctets());
        byte[] start = random(name.isAuthenticated() ? 12 : 16);
        this.name = name;
        this.algorithm = new AlgorithmIdentifier(
                name.identifier(), name.isAuthenticated() ? new GCMParameters(start, MAC) : new DEROctetString(start));
        this.cipher = Cipher.getInstance(name.isAuthenticated() ? "AES/GCM/NoPadding" : "AES/CBC/PKCS5Padding");
        cipher.init(
                Cipher.ENCRYPT_MODE,
                new SecretKeySpec(key, "AES"),
                name.isAuthenticated() ? new GCMParameterSpec(MAC * Byte.SIZE, start) : new IvParameterSpec(start));
        this.recipients = RecipientWriter.write(recipients, algorithm, key);
    }

    private static byte[] random(int octets) {
        byte[] random = new byte[octets];
        Crypto.RANDOM.nextBytes(random);
        return random;
    }

    static void write(MimeSource content, List<Recipient> recipients, ContentCipher cipher, OutputStream out)
            throws GeneralSecurityException, IOException {
        var writer = new EnvelopedWriter(recipients, cipher);
        try (InputStream in = content.open()) {
            byte[] first = in.readNBytes(IN_ONE_GO);
            if (first.length < IN_ONE_GO) {
                writer.inOneGo(first, out);
            } else {
                var buffered = new BufferedOutputStream(out, BLOCK);
                writer.inBlocks(first, in, buffered);
                buffered.flush();
            }
        }
    }

    static void write(byte[] content, List<Recipient> recipients, ContentCipher cipher, OutputStream out)
            throws GeneralSecurityException, IOException {
        new EnvelopedWriter(recipients, cipher).inOneGo(content, out);
    }

    private int macOctets() {
        return name.isAuthenticated() ? MAC : 0;
    }

    private byte[] version() throws IOException {
        return new ASN1Integer(name.isAuthenticated() ? 0 : recipients.version()).getEncoded();
    }

    private ASN1Encodable type() {
        return name.isAuthenticated() ? CMSObjectIdentifiers.authEnvelopedData : CMSObjectIdentifiers.envelopedData;
    }

    private static byte[] der(ASN1Encodable object) throws IOException {
        return object.toASN1Primitive().getEncoded("DER");
    }

    private void inOneGo(byte[] content, OutputStream out) throws GeneralSecurityException, IOException {
        byte[] ciphertext = new byte[cipher.getOutputSize(content.length)];
        int size = cipher.doFinal(content, 0, content.length, ciphertext, 0) - macOctets();
        byte[] type = der(type());
        byte[] version = version();
        byte[] to = der(recipients.set());
        byte[] contentType = der(CMSObjectIdentifiers.data);
        byte[] parameters = der(algorithm);
        long info = contentType.length + parameters.length + Der.size(size);
        long mac = name.isAuthenticated() ? Der.size(MAC) : 0;
        long envelope = version.length + to.length + Der.size(info) + mac;
        Der.head(Der.SEQUENCE, type.length + Der.size(Der.size(envelope)), out);
        out.write(type);
        Der.head(Der.TAGGED_0, Der.size(envelope), out);
        Der.head(Der.SEQUENCE, envelope, out);
        out.write(version);
        out.write(to);
        Der.head(Der.SEQUENCE, info, out);
        out.write(contentType);
        out.write(parameters);
        Der.head(Der.IMPLICIT_0, size, out);
        out.write(ciphertext, 0, size);
        if (name.isAuthenticated()) {
            Der.head(Der.OCTET_STRING, MAC, out);
            out.write(ciphertext, size, MAC);
        }
    }

    private void inBlocks(byte[] first, InputStream rest, OutputStream out)
            throws GeneralSecurityException, IOException {
        Der.begin(Der.SEQUENCE, out);
        out.write(der(type()));
        Der.begin(Der.TAGGED_0, out);
        Der.begin(Der.SEQUENCE, out);
        out.write(version());
        out.write(der(recipients.set()));
        Der.begin(Der.SEQUENCE, out);
        out.write(der(CMSObjectIdentifiers.data));
        out.write(der(algorithm));
        Der.begin(Der.TAGGED_0, out);
        byte[] into = new byte[BLOCK + 64];
        for (int at = 0; at < first.length; at += BLOCK) {
            int length = Math.min(BLOCK, first.length - at);
            segment(into, cipher.update(first, at, length, into), out);
        }
        byte[] from = new byte[BLOCK];
        for (int count = rest.read(from); count >= 0; count = rest.read(from)) {
            segment(into, cipher.update(from, 0, count, into), out);
        }
        int last = cipher.doFinal(into, 0);
        segment(into, last - macOctets(), out);
        Der.end(out);
        Der.end(out);
        if (name.isAuthenticated()) {
            Der.head(Der.OCTET_STRING, MAC, out);
            out.write(into, last - MAC, MAC);
        }
        Der.end(out);
        Der.end(out);
        Der.end(out);
    }

    private static void segment(byte[] octets, int length, OutputStream out) throws IOException {
        if (length > 0) {
            Der.head(Der.OCTET_STRING, length, out);
            out.write(octets, 0, length);
        }
    }
}
