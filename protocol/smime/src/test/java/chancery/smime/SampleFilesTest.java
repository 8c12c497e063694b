package chancery.smime;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mail.SyntaxException;
import chancery.mime.Corpora;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The example keys and certificates of RFC 9216, each with its verdict in a table of samples. */
class SampleFilesTest {
    private static final Instant AT = Instant.parse("2026-11-20T00:00:00Z");

    private final Path folder = Corpora.folder("smime-rfc9216-samples");
    private final List<Certificate> everybody = new ArrayList<>();
    private TrustEvaluator trust = TrustEvaluator.none();

    @Test
    void everyFile() throws Exception {
        var authorities = new ArrayList<Certificate>();
        for (Path file : Corpora.files(folder, ".pem")) {
            String name = file.getFileName().toString();
            if (name.endsWith("Certificate.pem")) {
                var certificate =
                        CertificateReader.read(Files.readAllBytes(file)).getFirst();
                everybody.add(certificate);
                if (name.contains("Root")) {
                    authorities.add(certificate);
                }
            }
        }
        trust = new TrustEvaluator(authorities, everybody, AlgorithmPolicy.OF_2026, RevocationCheck.none());
        var found = new LinkedHashMap<String, String>();
        for (Path file : Corpora.files(folder, ".pem")) {
            found.put(file.getFileName().toString(), verdict(file));
        }
        Corpora.report("samples-rfc9216.tsv", found);
        var expected = new LinkedHashMap<String, String>();
        for (String[] row : Corpora.table(SampleFilesTest.class, "samples-rfc9216.tsv")) {
            expected.put(row[0], row[2] + "\t" + row[3]);
        }
        assertThat(found).containsExactlyInAnyOrderEntriesOf(expected);
        assertThat(found).hasSize(26);
    }

    private String verdict(Path file) throws Exception {
        String name = file.getFileName().toString();
        byte[] octets = Files.readAllBytes(file);
        if (name.contains("PKCS-12")) {
            String owner = name.replaceAll(".*for-(\\w+)\\.pem", "$1").toLowerCase(Locale.ROOT);
            return switch (IdentityReader.read(octets, owner.toCharArray())) {
                case IdentityReader.Outcome.Read read ->
                    "PKCS #12 with " + read.identities().size() + " keys that fit their certificates: "
                            + read.identities().stream().allMatch(i -> KeyPairs.belong(i.key(), i.certificate()))
                            + "\t" + read.identities().getFirst().certificate().addresses();
                case IdentityReader.Outcome.WrongPassphrase _ -> "another passphrase\t-";
            };
        }
        if (name.contains("Key")) {
            PrivateKey key = IdentityReader.privateKey(octets);
            var owners = everybody.stream().filter(c -> KeyPairs.belong(key, c)).toList();
            return "private key, fits " + owners.size() + " certificate(s)\t"
                    + (owners.isEmpty() ? "-" : owners.getFirst().subject());
        }
        return certificate(octets);
    }

    private String certificate(byte[] octets) throws SyntaxException {
        var certificate = CertificateReader.read(octets).getFirst();
        var purpose = certificate.purpose();
        var use = purpose.signing() ? TrustEvaluator.Use.SIGNING : TrustEvaluator.Use.ENCRYPTION;
        String worth = purpose.authority()
                ? "authority"
                : trust.evaluate(certificate, use, List.of(), AT) instanceof Trust.Verified verified
                        ? "verified, path of " + verified.path().size()
                        : "not verified";
        return certificate.keyAlgorithm() + ", " + worth + (purpose.signsMail() ? ", signs" : "")
                + (purpose.encryptsMail() ? ", encrypts" : "") + "\t"
                + (certificate.addresses().isEmpty() ? certificate.subject() : certificate.addresses());
    }
}
