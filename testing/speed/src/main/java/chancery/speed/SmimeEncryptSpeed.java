package chancery.speed;

import chancery.mail.EmailAddress;
import chancery.mail.SyntaxException;
import chancery.mime.MimeSource;
import chancery.smime.CertificateMaker;
import chancery.smime.ContentCipher;
import chancery.smime.KeyKind;
import chancery.smime.MessageProtector;
import chancery.smime.Recipient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.time.Clock;
import java.time.Period;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One content encrypted to one certificate with AES-256-GCM, as bare CMS and as a mail in base64, beside floors: the cipher
 * alone, the key operation alone (RSA, or an agreement with an ephemeral key), and both with and without the base64 that
 * nobody can do without.
 */
@State(Scope.Benchmark)
public class SmimeEncryptSpeed {
    @Param({"20000", "1000000"})
    private int octets;

    @Param({"RSA_2048", "EC_P256"})
    private KeyKind kind = KeyKind.RSA_2048;

    private final MessageProtector protector = new MessageProtector(Clock.systemUTC());
    private final SecureRandom random = new SecureRandom();
    private final byte[] key = Floors.octets(32);
    private byte[] content = new byte[0];
    private List<Recipient> recipients = List.of();

    @Setup
    public void prepare() throws GeneralSecurityException, IOException, SyntaxException {
        Floors.warmUp();
        content = Floors.lines(octets);
        var maker = new CertificateMaker(Clock.systemUTC(), Period.ofYears(1));
        var identity = maker.selfSigned(EmailAddress.parse("a@clinic.example"), kind);
        recipients = List.of(Recipient.of(identity.certificate()));
        warmUp();
    }

    /** The JVM compiles key operations by the number of calls too, see {@link Floors#warmUp}. */
    private void warmUp() throws GeneralSecurityException, IOException {
        byte[] whole = content;
        content = Floors.lines(4_096);
        for (int i = 0; i < 8_000; i++) {
            chanceryCms();
            chanceryMail();
            keyOperation();
        }
        content = whole;
    }

    @Benchmark
    public Object chanceryCms() throws GeneralSecurityException, IOException {
        return MessageProtector.encryptOctets(content, recipients, ContentCipher.AES_256_GCM);
    }

    @Benchmark
    public Object chanceryMail() throws GeneralSecurityException, IOException {
        var out = new ByteArrayOutputStream(content.length * 3 / 2 + 4_000);
        protector.encrypt(MimeSource.of(content), recipients, ContentCipher.AES_256_GCM, out);
        return out;
    }

    @Benchmark
    public Object floorCipherAlone() throws GeneralSecurityException {
        return Floors.aesGcm(content, key);
    }

    @Benchmark
    public Object floorKeyAlone() throws GeneralSecurityException {
        return keyOperation();
    }

    @Benchmark
    public Object floorKeyCipher() throws GeneralSecurityException {
        return List.of(keyOperation(), Floors.aesGcm(content, key));
    }

    @Benchmark
    public Object floorKeyCipherBase64() throws GeneralSecurityException {
        return List.of(keyOperation(), Floors.base64(Floors.aesGcm(content, key)));
    }

    private Object keyOperation() throws GeneralSecurityException {
        var recipient = recipients.getFirst().certificate().x509().getPublicKey();
        if (recipient instanceof ECPublicKey point) {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(point.getParams(), random);
            var agreement = KeyAgreement.getInstance("ECDH");
            agreement.init(generator.generateKeyPair().getPrivate());
            agreement.doPhase(point, true);
            return agreement.generateSecret();
        }
        var rsa = Cipher.getInstance("RSA/ECB/OAEPPadding");
        rsa.init(Cipher.ENCRYPT_MODE, recipient);
        return rsa.doFinal(key);
    }
}
