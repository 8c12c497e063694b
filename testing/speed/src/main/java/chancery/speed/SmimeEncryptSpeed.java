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
import java.time.Clock;
import java.time.Period;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One content encrypted to one RSA-2048 certificate with AES-256-GCM: as bare CMS beside the cipher alone, and as a mail
 * in base64 beside the cipher and base64.
 */
@State(Scope.Benchmark)
public class SmimeEncryptSpeed {
    @Param({"20000", "1000000"})
    private int octets;

    private final MessageProtector protector = new MessageProtector(Clock.systemUTC());
    private final byte[] key = Floors.octets(32);
    private byte[] content = new byte[0];
    private List<Recipient> recipients = List.of();

    @Setup
    public void prepare() throws GeneralSecurityException, SyntaxException {
        Floors.warmUp();
        content = Floors.lines(octets);
        var maker = new CertificateMaker(Clock.systemUTC(), Period.ofYears(1));
        var identity = maker.selfSigned(EmailAddress.parse("a@clinic.example"), KeyKind.RSA_2048);
        recipients = List.of(Recipient.of(identity.certificate()));
    }

    @Benchmark
    public Object chanceryBare() throws GeneralSecurityException, IOException {
        return MessageProtector.encryptOctets(content, recipients, ContentCipher.AES_256_GCM);
    }

    @Benchmark
    public Object chanceryMail() throws GeneralSecurityException, IOException {
        var out = new ByteArrayOutputStream(content.length * 3 / 2 + 4_000);
        protector.encrypt(MimeSource.of(content), recipients, ContentCipher.AES_256_GCM, out);
        return out;
    }

    @Benchmark
    public Object floorCipher() throws GeneralSecurityException {
        return Floors.aesGcm(content, key);
    }

    @Benchmark
    public Object floorCipherAndBase64() throws GeneralSecurityException {
        return Floors.base64(Floors.aesGcm(content, key));
    }
}
