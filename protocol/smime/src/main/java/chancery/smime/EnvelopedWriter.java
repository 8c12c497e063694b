package chancery.smime;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.util.Arrays;
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
 * Writes AuthEnvelopedData (RFC 5083 §2.1) or EnvelopedData (RFC 5652 §6.1): a content of some MiB in DER, a larger one in
 * BER, since its size is not known before it was read. Neither is held in memory.
 */
final class EnvelopedWriter {
    private static final int MAC = 16;
    private static final int CBC_BLOCK = 16;
    /** Larger contents are read once, smaller ones twice: their size comes first. */
    private static final int DEFINITE = 8 << 20;

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

    static void write(Canonical content, List<Recipient> recipients, ContentCipher cipher, OutputStream out)
            throws GeneralSecurityException, IOException {
        var writer = new EnvelopedWriter(recipients, cipher);
        var measured = content.measure(DEFINITE);
        if (measured.octets() <= DEFINITE) {
            writer.definite(measured.octets(), measured::writeTo, out);
        } else {
            var buffered = new BufferedOutputStream(out, BLOCK);
            writer.indefinite(content::writeTo, buffered);
            buffered.flush();
        }
    }

    /** The whole object in DER, made in its place. */
    static byte[] write(byte[] content, List<Recipient> recipients, ContentCipher cipher)
            throws GeneralSecurityException, IOException {
        var writer = new EnvelopedWriter(recipients, cipher);
        long size = writer.ciphertextOctets(content.length);
        var head = new ByteArrayOutputStream();
        writer.head(size, head);
        int macHead = cipher.isAuthenticated() ? 2 : 0;
        byte[] object =
                Arrays.copyOf(head.toByteArray(), Math.toIntExact(head.size() + size + macHead + writer.macOctets()));
        writer.cipher.doFinal(content, 0, content.length, object, head.size());
        if (cipher.isAuthenticated()) {
            int end = Math.toIntExact(head.size() + size);
            System.arraycopy(object, end, object, end + macHead, MAC);
            object[end] = Der.OCTET_STRING;
            object[end + 1] = MAC;
        }
        return object;
    }

    private interface Content {
        void writeTo(OutputStream out) throws IOException;
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

    private void definite(long octets, Content content, OutputStream out) throws GeneralSecurityException, IOException {
        long size = ciphertextOctets(octets);
        head(size, out);
        var encrypted = new CipherOutput(cipher, out);
        content.writeTo(encrypted);
        byte[] mac = encrypted.end(macOctets());
        if (encrypted.written() != size) {
            throw new IOException("the content changed between two readings");
        }
        mac(mac, out);
    }

    // PKCS #7 padding always adds something (RFC 5652 §6.3)
    private long ciphertextOctets(long octets) {
        return name.isAuthenticated() ? octets : (octets / CBC_BLOCK + 1) * CBC_BLOCK;
    }

    /** Everything before the ciphertext. */
    private void head(long size, OutputStream out) throws IOException {
        byte[] type = der(type());
        byte[] version = version();
        byte[] to = der(recipients.set());
        byte[] contentType = der(CMSObjectIdentifiers.data);
        byte[] parameters = der(algorithm);
        long info = contentType.length + parameters.length + Der.size(size);
        long macSize = name.isAuthenticated() ? Der.size(MAC) : 0;
        long envelope = version.length + to.length + Der.size(info) + macSize;
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
    }

    private void indefinite(Content content, OutputStream out) throws GeneralSecurityException, IOException {
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
        var encrypted = new CipherOutput(cipher, new Segments(out));
        content.writeTo(encrypted);
        byte[] mac = encrypted.end(macOctets());
        Der.end(out);
        Der.end(out);
        mac(mac, out);
        Der.end(out);
        Der.end(out);
        Der.end(out);
    }

    private void mac(byte[] mac, OutputStream out) throws IOException {
        if (name.isAuthenticated()) {
            Der.head(Der.OCTET_STRING, MAC, out);
            out.write(mac);
        }
    }
}
