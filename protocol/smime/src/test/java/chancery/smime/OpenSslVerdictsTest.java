package chancery.smime;

import static chancery.smime.OpenSslColumns.EVIDENCE;
import static chancery.smime.OpenSslColumns.OPENSSL;
import static chancery.smime.OpenSslColumns.VERDICT;
import static chancery.smime.OpenSslColumns.WHOSE;
import static org.assertj.core.api.Assertions.assertThat;

import chancery.mime.Corpora;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The verdicts over messages do not rest on our own code alone: OpenSSL is asked about every message and every bare object
 * of the two sets, layer by layer. What it says stands in a column of its own; where it is something else than our
 * verdict, the last column says so and why.
 */
class OpenSslVerdictsTest {
    /** The files that are signatures over a file of their set. */
    static final String DETACHED = ".*\\.dsig\\.SHA\\d+|4\\.3\\.bin";

    @TempDir
    private Path folder;

    @Test
    void thunderbirdsMails() throws Exception {
        thunderbird("messages-thunderbird.tsv");
    }

    @Test
    void thunderbirdsFiles() throws Exception {
        thunderbird("files-thunderbird.tsv");
    }

    private void thunderbird(String table) throws Exception {
        var openSsl = new OpenSsl(folder);
        var set = Corpora.folder("smime-thunderbird");
        var mails = set.resolve("mailnews/test/data");
        var layers = new OpenSslLayers(openSsl, mails.resolve("smime/TestCA.pem"), MessageCorporaTest.THUNDERBIRD);
        for (String owner : List.of("smime/Bob", "smime/Alice", "smime-interop/Fran", "smime-interop/Fran-ec")) {
            String file = mails.resolve(owner + ".p12").toString();
            var key = openSsl.ask("pkcs12", "-in", file, "-passin", "pass:nss", "-nodes", "-clcerts");
            String name = owner.replaceAll(".*/", "");
            layers.key(name, openSsl.write(name + ".pem", List.of(key)));
        }
        byte[] content = Files.readAllBytes(mails.resolve("smime/alice.mime"));
        assertAgrees(table, set, layers, content);
    }

    @Test
    void rfc4134() throws Exception {
        var openSsl = new OpenSsl(folder);
        var set = Corpora.folder("smime-rfc4134-bc").resolve("rfc4134");
        var authorities = new ArrayList<OpenSsl.Answer>();
        for (String name : List.of("CarlDSSSelf.cer", "CarlRSASelf.cer")) {
            authorities.add(openSsl.ask("x509", "-in", set.resolve(name).toString()));
        }
        var trusted = openSsl.write("authorities.pem", authorities);
        var layers = new OpenSslLayers(openSsl, trusted, MessageCorporaTest.RFC4134);
        for (String[] pair : List.of(
                new String[] {"Bob", "BobPrivRSAEncrypt.pri", "BobRSASignByCarl.cer"},
                new String[] {"Diane", "DianePrivRSASignEncrypt.pri", "DianeRSASignByCarl.cer"})) {
            var key = openSsl.ask("pkey", "-in", set.resolve(pair[1]).toString());
            var certificate = openSsl.ask("x509", "-in", set.resolve(pair[2]).toString());
            layers.key(pair[0], openSsl.write(pair[0] + ".pem", List.of(key, certificate)));
        }
        assertAgrees("messages-rfc4134.tsv", set, layers, Files.readAllBytes(set.resolve("ExContent.bin")));
    }

    private void assertAgrees(String table, Path set, OpenSslLayers layers, byte[] signedContent) throws Exception {
        var found = new LinkedHashMap<String, String>();
        var expected = new LinkedHashMap<String, String>();
        for (String[] row : Corpora.table(getClass(), table)) {
            if (OpenSslFilesTest.KINDS.stream().anyMatch(row[0]::endsWith)) {
                continue;
            }
            byte[] octets = Files.readAllBytes(set.resolve(row[0]));
            boolean detached = row[0].matches(DETACHED);
            var said = octets[0] == 0x30
                    ? layers.ofObject(octets, Optional.of(signedContent).filter(_ -> detached))
                    : layers.ofMail(octets);
            found.put(row[0], said.isEmpty() ? "no protection" : String.join(" > ", said));
            expected.put(row[0], OpenSslColumns.openSsl(row));
        }
        Corpora.report("openssl-" + table, found);
        assertThat(found).containsExactlyEntriesOf(expected);
        for (String[] row : Corpora.table(getClass(), table)) {
            if (found.containsKey(row[0])) {
                OpenSslColumns.assertExplained(row, agrees(row));
            }
        }
    }

    private static boolean agrees(String[] row) {
        var theirs = Stream.of(row[OPENSSL].split(" > "))
                .map(OpenSslVerdictsTest::word)
                .filter(w -> !w.isEmpty());
        return theirs.toList().equals(ownWords(row)) && sameSigners(row);
    }

    /** Our verdict of each layer, from the outside in, in the words that another program's are compared in. */
    static List<String> ownWords(String[] row) {
        return Stream.of(row[VERDICT].split(" > "))
                .skip(1)
                .map(OpenSslVerdictsTest::ownWord)
                .toList();
    }

    private static final Map<String, String> WORDS = Map.of(
            "verified", "verified",
            "fits", "fits",
            "does not fit", "broken",
            "opened", "opened",
            "closed", "closed",
            "certificates only", "certificates");

    private static String word(String layer) {
        return WORDS.entrySet().stream()
                .filter(w -> layer.startsWith(w.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    /** What our verdict says of a layer, in the words for OpenSSL's; each of several signers has a say. */
    private static String ownWord(String layer) {
        if (layer.startsWith("clear [") || layer.startsWith("opaque [")) {
            // where a signature lies is no business of OpenSSL's, which sees one layer at a time
            String signatures = layer.substring(layer.indexOf('[') + 1).replace("around the encryption", "intact");
            var words = Stream.of(signatures.split(" & "))
                    .map(s -> s.startsWith("intact, verified")
                            ? "verified"
                            : s.startsWith("intact") ? "fits" : s.startsWith("BROKEN") ? "broken" : "unknown")
                    .distinct()
                    .toList();
            return String.join(" and ", words);
        }
        return layer.startsWith("locked") ? "closed" : layer.endsWith("certificates only") ? "certificates" : "opened";
    }

    private static boolean sameSigners(String[] row) {
        var names = row[WHOSE].split(", ");
        int signer = 0;
        for (String layer : row[OPENSSL].split(" > ")) {
            int address = layer.indexOf(": ");
            boolean isSigned = layer.startsWith("does not fit") || address > 0;
            if (address > 0
                    && !layer.substring(address + 2)
                            .toLowerCase(Locale.ROOT)
                            .startsWith(names[signer].toLowerCase(Locale.ROOT) + "@")) {
                return false;
            }
            signer += isSigned ? 1 : 0;
        }
        return true;
    }

    /** Thunderbird's own test of these mails expects a good or a bad signature; so do we, or the row says why not. */
    @Test
    void thunderbirdsListAgrees() {
        int asked = 0;
        for (String[] row : Corpora.table(getClass(), "messages-thunderbird.tsv")) {
            String evidence = row[EVIDENCE];
            boolean good = evidence.contains("Thunderbird: signature good");
            boolean opened = evidence.contains("Thunderbird: encrypted, signature good");
            boolean bad = evidence.matches(".*Thunderbird: (encrypted, )?signature bad.*");
            if (good || opened || bad) {
                asked++;
                assertThat((good || opened) == isGood(row[VERDICT]))
                        .as("Thunderbird and our verdict agree, or the row says why not: " + row[0])
                        .isNotEqualTo(evidence.contains("Thunderbird differs: "));
            }
        }
        assertThat(asked).isGreaterThan(50);
    }

    /** Nothing speaks against any layer, and the signature covers what is shown. */
    private static boolean isGood(String verdict) {
        return Stream.of("BROKEN", "NOT THE AUTHOR", "WEAK", "malleable", "unverified", "around")
                .noneMatch(verdict::contains);
    }
}
