package chancery.smime;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mime.Corpora;
import chancery.mime.MessageParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.junit.jupiter.api.Test;

/**
 * The files of the test sets that are no messages: key stores, certificates, keys, revocation lists, bare CMS objects and
 * entities, each with its verdict in a table files-SET.tsv. With the tables of the other tests that is
 * every file of the three sets, which a test of its own checks.
 */
class LooseFilesTest {
    private static final char[] THUNDERBIRD_PASSPHRASE = "nss".toCharArray();

    @Test
    void thunderbird() throws Exception {
        var folder = Corpora.folder("smime-thunderbird");
        var content = Files.readAllBytes(folder.resolve("mailnews/test/data/smime/alice.mime"));
        new Judge(folder, MessageCorporaTest.THUNDERBIRD, "TestCA.pem", content).judge("thunderbird");
    }

    @Test
    void rfc4134() throws Exception {
        var folder = Corpora.folder("smime-rfc4134-bc");
        new Judge(folder, MessageCorporaTest.RFC4134, "Self.cer", new byte[0]).judge("rfc4134");
    }

    @Test
    void everyFileHasItsVerdictInOneTable() throws Exception {
        for (String set : List.of("thunderbird", "rfc4134", "rfc9216")) {
            var folder = Corpora.folder(Map.of("rfc4134", "smime-rfc4134-bc", "rfc9216", "smime-rfc9216-samples")
                    .getOrDefault(set, "smime-" + set));
            var rows = new ArrayList<String>();
            for (String table : set.equals("rfc9216") ? List.of("samples-") : List.of("messages-", "files-")) {
                Corpora.table(getClass(), table + set + ".tsv").forEach(row -> rows.add(row[0]));
            }
            assertThat(rows).doesNotHaveDuplicates();
            // the notes of whoever collected the set are no part of it
            var files = new TreeSet<>(names(folder));
            files.remove("SOURCE.txt");
            assertThat(rows).containsExactlyInAnyOrderElementsOf(files);
        }
    }

    /** As the tables name them: below the folder, and without the one folder that holds all of a set. */
    private static List<String> names(Path folder) throws IOException {
        return Corpora.files(folder, "").stream().map(f -> name(folder, f)).toList();
    }

    private static String name(Path folder, Path file) {
        return folder.relativize(file).toString().replaceFirst("^rfc4134/", "");
    }

    /** What the files of one set are worth at a time. */
    private static final class Judge {
        private final Path folder;
        private final Instant at;
        private final byte[] signedContent;
        private final List<Certificate> everybody = new ArrayList<>();
        private final TrustEvaluator trust;
        private final MessageOpener opener;

        /** @param signedContent what the detached signatures of the set were made over */
        Judge(Path folder, Instant at, String authorities, byte[] signedContent) throws Exception {
            this.folder = folder;
            this.at = at;
            this.signedContent = signedContent;
            var trusted = new ArrayList<Certificate>();
            for (Path file : Corpora.files(folder, authorities)) {
                trusted.addAll(CertificateReader.read(Files.readAllBytes(file)));
            }
            for (Path file : Corpora.files(folder, ".cer")) {
                everybody.addAll(CertificateReader.read(Files.readAllBytes(file)));
            }
            trust = new TrustEvaluator(trusted, everybody, AlgorithmPolicy.OF_2026, RevocationCheck.none());
            opener = new MessageOpener(List.of(), trust, AlgorithmPolicy.OF_2026, SmimeLimits.STANDARD);
        }

        private static List<Identity> stored(byte[] file) throws Exception {
            return ((IdentityReader.Outcome.Read) IdentityReader.read(file, THUNDERBIRD_PASSPHRASE)).identities();
        }

        void judge(String set) throws Exception {
            var messages = new TreeSet<String>();
            Corpora.table(LooseFilesTest.class, "messages-" + set + ".tsv").forEach(row -> messages.add(row[0]));
            var found = new LinkedHashMap<String, String>();
            for (Path file : Corpora.files(folder, "")) {
                String name = name(folder, file);
                if (!messages.contains(name) && !name.equals("SOURCE.txt")) {
                    found.put(name, verdict(file));
                }
            }
            Corpora.report("files-" + set + ".tsv", found);
            var expected = new LinkedHashMap<String, String>();
            for (String[] row : Corpora.table(LooseFilesTest.class, "files-" + set + ".tsv")) {
                expected.put(row[0], row[2] + "\t" + row[3]);
            }
            assertThat(found).containsExactlyInAnyOrderEntriesOf(expected);
        }

        private String verdict(Path file) throws Exception {
            byte[] octets = Files.readAllBytes(file);
            String name = file.getFileName().toString();
            return switch (name.replaceAll(".*\\.", "")) {
                case "p12" -> keyStore(octets);
                case "cer", "pem" -> certificate(CertificateReader.read(octets).getFirst());
                case "pri" -> key(octets);
                case "crl" -> list(Crl.read(octets));
                default -> {
                    if (octets[0] != 0x30) {
                        yield opened(octets);
                    }
                    yield opened(
                            name.matches(".*\\.dsig\\.SHA\\d+")
                                    ? MessageCorporaTest.detached(signedContent, octets)
                                    : MessageCorporaTest.opaque(octets));
                }
            };
        }

        private String keyStore(byte[] octets) throws Exception {
            var wrong = IdentityReader.read(octets, "another".toCharArray());
            assertThat(wrong).isInstanceOf(IdentityReader.Outcome.WrongPassphrase.class);
            var found = stored(octets);
            return "PKCS #12, keys that fit their certificates: " + found.size() + "; "
                    + certificate(found.getFirst().certificate());
        }

        private String certificate(Certificate certificate) {
            var purpose = certificate.purpose();
            return certificate.keyAlgorithm()
                    + (purpose.authority()
                            ? ", authority, self-signed: " + certificate.isSelfSigned()
                            : worth(certificate))
                    + (purpose.signsMail() ? ", signs" : "") + (purpose.encryptsMail() ? ", encrypts" : "") + "\t"
                    + (certificate.addresses().isEmpty() ? certificate.subject() : certificate.addresses());
        }

        private String worth(Certificate certificate) {
            var use = certificate.purpose().signing() ? TrustEvaluator.Use.SIGNING : TrustEvaluator.Use.ENCRYPTION;
            return switch (trust.evaluate(certificate, use, List.of(), at)) {
                case Trust.Verified verified ->
                    ", verified, path of " + verified.path().size();
                case Trust.Unverified unverified -> ", unverified: " + unverified.reason();
                case Trust.Revoked _ -> ", REVOKED";
                case Trust.Expired _ -> ", EXPIRED";
            };
        }

        private String key(byte[] octets) throws Exception {
            PrivateKey key = IdentityReader.privateKey(octets);
            return "private key in PKCS #8\t" + subjects(everybody.stream().filter(c -> KeyPairs.belong(key, c)));
        }

        private String list(Crl list) throws Exception {
            var issuer = everybody.stream()
                    .filter(c -> c.subjectName().equals(list.issuer()))
                    .findFirst()
                    .orElseThrow();
            var verifier = new JcaContentVerifierProviderBuilder()
                    .setProvider(Crypto.BC)
                    .build(issuer.publicKey());
            return (list.holder().isSignatureValid(verifier) ? "authentic" : "NOT AUTHENTIC") + " list of "
                    + issuer.subject() + " from " + list.thisUpdate()
                    + (list.isCurrent(at) ? "" : ", never current: it names no next one") + "\t"
                    + subjects(everybody.stream().filter(c -> list.find(c).isPresent()));
        }

        private static String subjects(java.util.stream.Stream<Certificate> certificates) {
            String all = certificates.map(Certificate::subject).collect(Collectors.joining(", "));
            return all.isEmpty() ? "-" : all;
        }

        private String opened(byte[] entity) throws Exception {
            return opened(MessageParser.parse(entity));
        }

        private String opened(chancery.mime.Message message) throws Exception {
            try (var space = ScratchSpace.standard()) {
                var opened = opener.open(message, space, at);
                return Verdicts.verdict(opened) + "\t" + Verdicts.signers(opened.layers());
            }
        }
    }
}
