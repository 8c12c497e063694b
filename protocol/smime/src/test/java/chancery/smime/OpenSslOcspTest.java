package chancery.smime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OpenSSL's responder as it is installed, asked over a real connection; skipped where it is not. */
class OpenSslOcspTest {
    private static final DateTimeFormatter UTC_TIME =
            DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Revocable authority;
    private Optional<Process> responder = Optional.empty();

    @TempDir
    private Path folder;

    OpenSslOcspTest() throws Exception {
        authority = new Revocable();
    }

    @BeforeEach
    void isInstalled() {
        OpenSsl.require();
    }

    @AfterEach
    void stop() {
        responder.ifPresent(Process::destroyForcibly);
    }

    /** Starts it and returns its address; it reads its index again when that has changed. */
    private String start(X509CertificateHolder signer, KeyPair key) throws Exception {
        write("ca.pem", "CERTIFICATE", authority.certificate.getEncoded());
        write("signer.pem", "CERTIFICATE", signer.getEncoded());
        write("key.pem", "PRIVATE KEY", key.getPrivate().getEncoded());
        Files.writeString(folder.resolve("index.txt"), "");
        var builder = new ProcessBuilder(
                        "openssl",
                        "ocsp",
                        "-index",
                        "index.txt",
                        "-port",
                        "0",
                        "-CA",
                        "ca.pem",
                        "-rsigner",
                        "signer.pem",
                        "-rkey",
                        "key.pem",
                        "-nmin",
                        "10")
                .directory(folder.toFile())
                .redirectErrorStream(true);
        var process = builder.start();
        responder = Optional.of(process);
        BufferedReader said = process.inputReader();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            if (line.startsWith("ACCEPT ")) {
                String address = line.split(" ")[1];
                return "http://127.0.0.1:" + address.substring(address.lastIndexOf(':') + 1) + "/";
            }
        }
        throw new AssertionError("the responder did not start");
    }

    private void write(String name, String type, byte[] der) throws IOException {
        Files.writeString(folder.resolve(name), Pem.write(type, der));
    }

    private void index(String state, X509CertificateHolder about) throws Exception {
        String serial = about.getSerialNumber().toString(16).toUpperCase(java.util.Locale.ROOT);
        String even = serial.length() % 2 == 0 ? serial : "0" + serial;
        String ends = UTC_TIME.format(about.getNotAfter().toInstant());
        String since =
                state.equals("R") ? UTC_TIME.format(Instant.now().minus(Duration.ofDays(2))) + ",superseded" : "";
        // the responder sees by the file's number that its index is another one, even within a second
        var next = Files.writeString(
                folder.resolve("next.txt"),
                state + "\t" + ends + "\t" + since + "\t" + even + "\tunknown\t/CN=Alice\n");
        Files.move(next, folder.resolve("index.txt"), StandardCopyOption.REPLACE_EXISTING);
        // it looks after a request, not before
        var _ = trust(about);
    }

    private Trust trust(X509CertificateHolder person) throws Exception {
        var fetcher = new HttpRevocationFetcher((host, _) -> List.of(java.net.InetAddress.getByName(host)), _ -> true);
        var check = RevocationCheck.offline(List.of())
                .with(fetcher, new RevocationCheck.Bounds(Duration.ofSeconds(20), 8, 100_000));
        var trusted = List.of(Certificate.of(authority.certificate));
        return new TrustEvaluator(trusted, List.of(), AlgorithmPolicy.OF_2026, check)
                .evaluate(Certificate.of(person), TrustEvaluator.Use.SIGNING, List.of(), Instant.now());
    }

    private void assertAnswers(String uri) throws Exception {
        var known = authority.person(Optional.of(uri), Optional.empty());
        index("V", known);
        assertThat(trust(known)).isInstanceOf(Trust.Verified.class);
        var stranger = authority.person(Optional.of(uri), Optional.empty());
        assertThat(trust(stranger))
                .isEqualTo(new Trust.Unverified(
                        Trust.Cause.REVOCATION_UNKNOWN, "the OCSP responder does not know the certificate"));
        var revoked = authority.person(Optional.of(uri), Optional.empty());
        index("R", revoked);
        assertThat(trust(revoked))
                .isInstanceOfSatisfying(
                        Trust.Revoked.class, r -> assertThat(r.reason()).isEqualTo("it was superseded"));
    }

    @Test
    void theAuthorityAnswersItself() throws Exception {
        assertAnswers(start(authority.certificate, authority.key));
    }

    @Test
    void aDelegateAnswers() throws Exception {
        var pair = Revocable.pair();
        assertAnswers(start(authority.delegate(pair, KeyPurposeId.id_kp_OCSPSigning), pair));
    }

    @Test
    void aDelegateWithoutThePurposeIsNotBelieved() throws Exception {
        var pair = Revocable.pair();
        String uri = start(authority.delegate(pair, KeyPurposeId.id_kp_emailProtection), pair);
        var person = authority.person(Optional.of(uri), Optional.empty());
        index("V", person);
        assertThat(trust(person))
                .isEqualTo(new Trust.Unverified(
                        Trust.Cause.REVOCATION_UNKNOWN, "an OCSP answer by somebody who may not answer"));
    }
}
