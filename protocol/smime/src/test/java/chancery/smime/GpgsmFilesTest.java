package chancery.smime;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mime.Corpora;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A third opinion: gpgsm judges every message and bare object of two sets, layer by layer, and says what our table says.
 * Where it does not, the file stands in gpgsm-differences.tsv with what it says and why.
 */
class GpgsmFilesTest {
    @TempDir
    private Path folder;

    private static List<Certificate> certificates(Path set, String... names) throws Exception {
        var found = new ArrayList<Certificate>();
        for (String name : names) {
            found.addAll(CertificateReader.read(Files.readAllBytes(set.resolve(name))));
        }
        return found;
    }

    @Test
    void thunderbirdsMails() throws Exception {
        thunderbird("messages-thunderbird.tsv", List.of("smime/Bob", "smime-interop/Fran"));
    }

    /** With a home of their own: gpgsm tells certificates apart by issuer and number, which Alice's two keys share. */
    @Test
    void thunderbirdsFiles() throws Exception {
        thunderbird("files-thunderbird.tsv", List.of("smime/Bob"));
    }

    private void thunderbird(String table, List<String> owners) throws Exception {
        var set = Corpora.folder("smime-thunderbird");
        var mails = set.resolve("mailnews/test/data");
        var openSsl = new OpenSsl(folder);
        var authorities = certificates(mails, "smime/TestCA.pem");
        try (var gpgsm = new Gpgsm(folder, authorities, MessageCorporaTest.THUNDERBIRD)) {
            for (String owner : owners) {
                String store = mails.resolve(owner + ".p12").toString();
                var pem = openSsl.ask("pkcs12", "-in", store, "-passin", "pass:nss", "-nodes", "-clcerts");
                openSsl.write("key.pem", List.of(pem));
                gpgsm.importKey(openSsl, "key.pem");
            }
            byte[] content = Files.readAllBytes(mails.resolve("smime/alice.mime"));
            assertAgrees(gpgsm, set, content, table);
        }
    }

    @Test
    void rfc4134() throws Exception {
        var set = Corpora.folder("smime-rfc4134-bc").resolve("rfc4134");
        var openSsl = new OpenSsl(folder);
        var authorities = certificates(set, "CarlDSSSelf.cer", "CarlRSASelf.cer");
        try (var gpgsm = new Gpgsm(folder, authorities, MessageCorporaTest.RFC4134)) {
            var key = openSsl.ask(
                    "pkey", "-in", set.resolve("BobPrivRSAEncrypt.pri").toString());
            var certificate = openSsl.ask(
                    "x509", "-in", set.resolve("BobRSASignByCarl.cer").toString());
            openSsl.write("key.pem", List.of(key, certificate));
            gpgsm.importKey(openSsl, "key.pem");
            assertAgrees(gpgsm, set, Files.readAllBytes(set.resolve("ExContent.bin")), "messages-rfc4134.tsv");
        }
    }

    private void assertAgrees(Gpgsm gpgsm, Path set, byte[] signedContent, String table) throws Exception {
        var layers = new GpgsmLayers(gpgsm, folder);
        var theirs = new LinkedHashMap<String, String>();
        var differences = new LinkedHashMap<String, String>();
        int agreed = 0;
        for (String[] row : Corpora.table(getClass(), table)) {
            if (OpenSslFilesTest.KINDS.stream().noneMatch(row[0]::endsWith)) {
                byte[] octets = Files.readAllBytes(set.resolve(row[0]));
                boolean detached = row[0].matches(OpenSslVerdictsTest.DETACHED);
                var said = octets[0] == 0x30
                        ? layers.ofObject(octets, Optional.of(signedContent).filter(_ -> detached))
                        : layers.ofMail(octets);
                theirs.put(row[0], String.join(" > ", said));
                if (!said.equals(OpenSslVerdictsTest.ownWords(row))) {
                    differences.put(row[0], String.join(" > ", said));
                } else if (!said.isEmpty()) {
                    agreed++;
                }
            }
        }
        Corpora.report("gpgsm-" + table, theirs);
        assertThat(differences).containsExactlyInAnyOrderEntriesOf(listed(theirs));
        assertThat(agreed).as("files of " + table + " on which both agree").isGreaterThan(differences.size());
    }

    /** Those of these files. */
    private static Map<String, String> listed(Map<String, String> files) {
        var listed = new LinkedHashMap<String, String>();
        for (String[] row : Corpora.table(GpgsmFilesTest.class, "gpgsm-differences.tsv")) {
            assertThat(row[2]).as("why gpgsm says something else of " + row[0]).isNotBlank();
            if (files.containsKey(row[0])) {
                listed.put(row[0], row[1]);
            }
        }
        return listed;
    }

    @Test
    void everyDifferenceIsOfAFileInATable() {
        var files = new ArrayList<String>();
        for (String table : List.of("messages-thunderbird.tsv", "files-thunderbird.tsv", "messages-rfc4134.tsv")) {
            Corpora.table(getClass(), table).forEach(row -> files.add(row[0]));
        }
        assertThat(files)
                .containsAll(
                        Corpora.choices(getClass(), "gpgsm-differences.tsv").keySet());
    }
}
