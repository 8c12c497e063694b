package chancery.speed;

import chancery.mail.SyntaxException;
import chancery.mime.Message;
import chancery.mime.MessageParser;
import chancery.mime.MimeSource;
import chancery.openpgp.AlgorithmPolicy;
import chancery.openpgp.Certificate;
import chancery.openpgp.CertificateView;
import chancery.openpgp.KeyGenerator;
import chancery.openpgp.MailProtector;
import chancery.openpgp.MessageWriter;
import chancery.openpgp.Protection;
import chancery.openpgp.Workspace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One content encrypted to one certificate with X25519, bare and as a whole mail in armor: by AES-256-GCM (our own keys
 * of version 6) and by CFB with a hash (keys of version 4); bare also by AES-128-OCB (keys that name no preference, the
 * sample of RFC 9580). Beside them the cipher alone, the cipher and the key operation, and with those what a mail cannot
 * do without: base64, and the checksum of version 4's armor by one table. The floors return the array that the cipher
 * makes, as {@code chanceryGcmArray} does; the others write to a stream, which is one copy more than the floors have.
 */
@State(Scope.Benchmark)
public class OpenPgpEncryptSpeed {
    private static final String HEADER = "From: a@clinic.example\r\nTo: a@clinic.example\r\nSubject: a\r\n\r\n";

    @Param({"20000", "1000000"})
    private int octets;

    private final Instant now = Instant.now();
    private final SecureRandom random = new SecureRandom();
    private final byte[] key = Floors.octets(32);
    private final byte[] point = new byte[X25519.POINT_SIZE];
    private byte[] content = new byte[0];
    private MessageWriter writer = new MessageWriter(AlgorithmPolicy.STANDARD, random);
    private MessageWriter toGcm = writer;
    private MessageWriter toOcb = writer;
    private MessageWriter toCfb = writer;
    private List<Protection> protections = List.of();
    private Optional<Message> mail = Optional.empty();

    @Setup
    public void prepare() throws GeneralSecurityException, IOException, SyntaxException {
        Floors.warmUp();
        content = Floors.lines(octets);
        byte[] head = HEADER.getBytes(StandardCharsets.US_ASCII);
        byte[] whole = java.util.Arrays.copyOf(head, head.length + octets);
        System.arraycopy(content, 0, whole, head.length, octets);
        mail = Optional.of(MessageParser.parse(whole));
        X25519.generatePublicKey(key, 0, point, 0);
        var own6 = own(KeyGenerator.Format.VERSION_6);
        var own4 = own(KeyGenerator.Format.VERSION_4);
        protections = List.of(Protection.encrypted(List.of(own6)), Protection.encrypted(List.of(own4)));
        toGcm = writer.to(own6);
        toCfb = writer.to(own4);
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

    private Object protectedMail(Protection wanted) throws IOException, SyntaxException {
        var out = new ByteArrayOutputStream(content.length * 3 / 2 + 4_000);
        new MailProtector(AlgorithmPolicy.STANDARD, random)
                .protect(mail.orElseThrow(), wanted, Workspace.memory(1L << 30), out, now);
        return out;
    }

    /** An ephemeral key, and what it agrees on with the recipient's, as the library computes it that is used. */
    private byte[] agreement() {
        byte[] own = new byte[X25519.SCALAR_SIZE];
        byte[] ephemeral = new byte[X25519.POINT_SIZE];
        byte[] shared = new byte[X25519.POINT_SIZE];
        X25519.generatePrivateKey(random, own);
        X25519.generatePublicKey(own, 0, ephemeral, 0);
        X25519.calculateAgreement(own, 0, point, 0, shared, 0);
        return shared;
    }

    @Benchmark
    public Object chanceryGcm() throws IOException {
        return encrypted(toGcm);
    }

    @Benchmark
    public Object chanceryGcmArray() {
        return toGcm.encrypt(content, now);
    }

    @Benchmark
    public Object chanceryGcmMail() throws IOException, SyntaxException {
        return protectedMail(protections.getFirst());
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
    public Object chanceryCfbMail() throws IOException, SyntaxException {
        return protectedMail(protections.getLast());
    }

    @Benchmark
    public Object floorGcm() throws GeneralSecurityException {
        return Floors.aesGcm(content, key);
    }

    @Benchmark
    public Object floorGcmKey() throws GeneralSecurityException {
        return List.of(agreement(), Floors.aesGcm(content, key));
    }

    @Benchmark
    public Object floorGcmKeyBase64() throws GeneralSecurityException {
        return List.of(agreement(), Floors.base64(Floors.aesGcm(content, key)));
    }

    @Benchmark
    public Object floorCfb() throws GeneralSecurityException {
        return Floors.aesCbcAndSha1(content, key);
    }

    @Benchmark
    public Object floorCfbKey() throws GeneralSecurityException {
        return List.of(agreement(), Floors.aesCbcAndSha1(content, key));
    }

    @Benchmark
    public Object floorCfbKeyBase64Crc() throws GeneralSecurityException {
        byte[] sealed = Floors.aesCbc(content, key);
        return List.of(agreement(), Floors.sha1(content), Floors.base64(sealed), Floors.crc24(sealed));
    }
}
