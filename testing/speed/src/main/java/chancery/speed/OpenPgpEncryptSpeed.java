package chancery.speed;

import chancery.mail.SyntaxException;
import chancery.mime.MimeSource;
import chancery.openpgp.AlgorithmPolicy;
import chancery.openpgp.Certificate;
import chancery.openpgp.CertificateView;
import chancery.openpgp.KeyGenerator;
import chancery.openpgp.MessageWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One content encrypted to one certificate with X25519, in the three protections that recipients ask for: AES-256-GCM
 * (our own keys of version 6), AES-128-OCB (keys that name no preference, the sample of RFC 9580) and CFB with a hash
 * (keys of version 4), each beside the cipher alone.
 */
@State(Scope.Benchmark)
public class OpenPgpEncryptSpeed {
    @Param({"20000", "1000000"})
    private int octets;

    private final Instant now = Instant.now();
    private final SecureRandom random = new SecureRandom();
    private final byte[] key = Floors.octets(32);
    private byte[] content = new byte[0];
    private MessageWriter writer = new MessageWriter(AlgorithmPolicy.STANDARD, random);
    private MessageWriter toGcm = writer;
    private MessageWriter toOcb = writer;
    private MessageWriter toCfb = writer;

    @Setup
    public void prepare() throws GeneralSecurityException, IOException, SyntaxException {
        Floors.warmUp();
        content = Floors.lines(octets);
        toGcm = writer.to(own(KeyGenerator.Format.VERSION_6));
        toCfb = writer.to(own(KeyGenerator.Format.VERSION_4));
        Path sample = Path.of(
                Optional.ofNullable(System.getenv("CHANCERY_CORPORA")).orElse("../shared/corpora"),
                "openpgp-rfc9580-pgpony/app/src/test/resources/rfc9580/a3_cert.asc");
        toOcb = writer.to(view(Certificate.parse(Files.readAllBytes(sample))));
    }

    private CertificateView own(KeyGenerator.Format format) {
        var key = new KeyGenerator(random).generate(format, "a@clinic.example", now.minusSeconds(60), Optional.empty());
        return view(key.certificate());
    }

    private CertificateView view(Certificate certificate) {
        return certificate.at(now, AlgorithmPolicy.STANDARD);
    }

    private Object encrypted(MessageWriter to) throws IOException {
        var out = new ByteArrayOutputStream(content.length + 2_000);
        to.encrypt(MimeSource.of(content), content.length, out, now);
        return out;
    }

    @Benchmark
    public Object chanceryGcm() throws IOException {
        return encrypted(toGcm);
    }

    @Benchmark
    public Object chanceryOcb() throws IOException {
        return encrypted(toOcb);
    }

    @Benchmark
    public Object chanceryCfb() throws IOException {
        return encrypted(toCfb);
    }

    @Benchmark
    public Object floorGcm() throws GeneralSecurityException {
        return Floors.aesGcm(content, key);
    }

    @Benchmark
    public Object floorCbcAndSha1() throws GeneralSecurityException {
        return Floors.aesCbcAndSha1(content, key);
    }
}
