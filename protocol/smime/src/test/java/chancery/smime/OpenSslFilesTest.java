package chancery.smime;

import static chancery.smime.OpenSslColumns.OPENSSL;
import static chancery.smime.OpenSslColumns.VERDICT;
import static chancery.smime.OpenSslColumns.WHOSE;
import static org.assertj.core.api.Assertions.assertThat;

import chancery.mime.Corpora;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OpenSSL's word on every key store, certificate, key and revocation list of the sets, beside ours in the tables. */
class OpenSslFilesTest {
    /** The endings of the files judged here; the others are {@link OpenSslVerdictsTest}'s. */
    static final List<String> KINDS = List.of(".p12", ".pem", ".cer", ".pri", ".crl");

    private static final Pattern PEM = Pattern.compile("-----BEGIN ([A-Z ]+)-----.*?-----END \\1-----", Pattern.DOTALL);

    @TempDir
    private Path folder;

    @Test
    void thunderbird() throws Exception {
        var set = Corpora.folder("smime-thunderbird");
        var trusted = set.resolve("mailnews/test/data/smime/TestCA.pem");
        new Asking(new OpenSsl(folder), set, List.of(trusted), List.of(), MessageCorporaTest.THUNDERBIRD)
                .assertAgrees("files-thunderbird.tsv");
    }

    @Test
    void rfc4134() throws Exception {
        var set = Corpora.folder("smime-rfc4134-bc").resolve("rfc4134");
        var trusted = List.of(set.resolve("CarlDSSSelf.cer"), set.resolve("CarlRSASelf.cer"));
        new Asking(new OpenSsl(folder), set, trusted, Corpora.files(set, ".cer"), MessageCorporaTest.RFC4134)
                .assertAgrees("files-rfc4134.tsv");
    }

    @Test
    void rfc9216() throws Exception {
        var set = Corpora.folder("smime-rfc9216-samples");
        var certificates = Corpora.files(set, "Certificate.pem");
        var trusted =
                certificates.stream().filter(f -> f.toString().contains("Root")).toList();
        new Asking(new OpenSsl(folder), set, trusted, certificates, Instant.parse("2026-11-20T00:00:00Z"))
                .assertAgrees("samples-rfc9216.tsv");
    }

    /** One set. */
    private static final class Asking {
        private final OpenSsl openSsl;
        private final Path set;
        private final Path trusted;
        private final String at;
        private final Map<String, String> names = new LinkedHashMap<>();
        private final Map<String, String> publicKeys = new LinkedHashMap<>();
        private final Map<String, String> serials = new LinkedHashMap<>();

        Asking(OpenSsl openSsl, Path set, List<Path> trusted, List<Path> everybody, Instant at) throws Exception {
            this.openSsl = openSsl;
            this.set = set;
            this.at = Long.toString(at.getEpochSecond());
            var authorities = new ArrayList<OpenSsl.Answer>();
            for (Path file : trusted) {
                authorities.add(openSsl.ask("x509", "-in", file.toString()));
            }
            this.trusted = openSsl.write("trusted.pem", authorities);
            for (Path file : everybody) {
                String path = file.toString();
                names.put(
                        path,
                        x509(path, "-subject", "-nameopt", "esc_2253,utf8,sep_comma_plus,sname")
                                .replace("subject=", ""));
                publicKeys.put(path, x509(path, "-pubkey"));
                serials.put(
                        path,
                        x509(path, "-serial").replace("serial=", "") + " "
                                + x509(path, "-issuer").replace("issuer=", ""));
            }
        }

        private String x509(String file, String... what) throws Exception {
            return openSsl.ask(Stream.concat(Stream.of("x509", "-noout", "-in", file), Stream.of(what))
                            .toList())
                    .text()
                    .strip();
        }

        void assertAgrees(String table) throws Exception {
            var found = new LinkedHashMap<String, String>();
            var expected = new LinkedHashMap<String, String>();
            for (String[] row : Corpora.table(OpenSslFilesTest.class, table)) {
                if (KINDS.stream().anyMatch(row[0]::endsWith)) {
                    found.put(row[0], words(set.resolve(row[0])));
                    expected.put(row[0], OpenSslColumns.openSsl(row));
                }
            }
            Corpora.report("openssl-" + table + ".files", found);
            assertThat(found).containsExactlyEntriesOf(expected);
            for (String[] row : Corpora.table(OpenSslFilesTest.class, table)) {
                if (found.containsKey(row[0])) {
                    OpenSslColumns.assertExplained(row, agrees(row));
                }
            }
        }

        private String words(Path file) throws Exception {
            String name = file.getFileName().toString();
            if (name.contains("PKCS-12")) {
                // PKCS #12 has no text form of its own; these stand in PEM with the owner's name as password
                openSsl.ask("asn1parse", "-in", file.toString(), "-noout", "-out", "store.p12");
                String owner = name.replaceAll(".*for-(\\w+)\\.pem", "$1").toLowerCase(Locale.ROOT);
                return store("store.p12", owner);
            }
            if (name.endsWith(".p12")) {
                return store(file.toString(), "nss");
            }
            if (name.endsWith(".crl")) {
                return list(file.toString());
            }
            return name.endsWith(".pri") || name.contains("Key-Material") || name.contains("Secret-Key")
                    ? key(file.toString())
                    : certificate(file.toString());
        }

        private String certificate(String file) throws Exception {
            boolean verified = openSsl.ask(
                            "verify", "-CAfile", trusted.toString(), "-attime", at, "-purpose", "any", file)
                    .ok();
            String purposes = x509(file, "-purpose");
            String addresses = x509(file, "-email").lines().collect(Collectors.joining(" "));
            return (verified ? "verified" : "no path")
                    + (purposes.contains("S/MIME signing : Yes") ? ", signs" : "")
                    + (purposes.contains("S/MIME encryption : Yes") ? ", encrypts" : "")
                    + (purposes.contains("S/MIME signing CA : Yes") ? ", authority" : "")
                    + (addresses.isEmpty() ? "" : ", " + addresses);
        }

        private String store(String file, String password) throws Exception {
            var all = openSsl.ask("pkcs12", "-in", file, "-passin", "pass:" + password, "-nodes", "-clcerts");
            if (!all.ok()) {
                return "cannot be opened";
            }
            var keys = new ArrayList<String>();
            var certificates = new ArrayList<String>();
            var block = PEM.matcher(all.text());
            while (block.find()) {
                openSsl.write("block.pem", block.group().getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                if (block.group(1).endsWith("KEY")) {
                    keys.add(openSsl.ask("pkey", "-in", "block.pem", "-pubout")
                            .text()
                            .strip());
                } else {
                    certificates.add(x509("block.pem", "-pubkey"));
                }
            }
            openSsl.write("first.pem", List.of(all));
            return keys.size() + " keys" + (certificates.containsAll(keys) ? " that fit, " : " that do not fit, ")
                    + certificate("first.pem");
        }

        private String key(String file) throws Exception {
            String own = openSsl.ask("pkey", "-in", file, "-pubout").text().strip();
            return "fits "
                    + publicKeys.entrySet().stream()
                            .filter(e -> e.getValue().equals(own))
                            .map(e -> names.get(e.getKey()))
                            .collect(Collectors.joining(" and "));
        }

        private String list(String file) throws Exception {
            boolean authentic = openSsl.ask("crl", "-in", file, "-noout", "-CAfile", trusted.toString())
                    .complaint()
                    .contains("verify OK");
            String text = openSsl.ask("crl", "-in", file, "-noout", "-text").text();
            String issuer = openSsl.ask("crl", "-in", file, "-noout", "-issuer")
                    .text()
                    .strip()
                    .replace("issuer=", "");
            var revoked = serials.entrySet().stream()
                    .filter(e -> text.contains("Serial Number: " + e.getValue().split(" ")[0] + "\n"))
                    .filter(e -> e.getValue().endsWith(" " + issuer))
                    .map(e -> names.get(e.getKey()))
                    .toList();
            return (authentic ? "authentic" : "not authentic")
                    + (text.contains("Next Update: NONE") ? ", no next update" : "") + ", revokes "
                    + (revoked.isEmpty() ? "-" : String.join(", ", revoked));
        }

        private static boolean agrees(String[] row) {
            String ours = row[VERDICT];
            String theirs = row[OPENSSL];
            if (theirs.startsWith("fits ")) {
                var owners = Stream.of(theirs.substring("fits ".length()).split(" and "))
                        .collect(Collectors.toSet());
                return owners.contains(row[WHOSE]);
            }
            if (theirs.contains("revokes ")) {
                return theirs.startsWith("authentic") == ours.startsWith("authentic")
                        && theirs.contains("no next update") == ours.contains("never current")
                        && theirs.endsWith("revokes " + row[WHOSE]);
            }
            if (theirs.contains(" keys that fit")) {
                String count = theirs.substring(0, theirs.indexOf(' '));
                if (!ours.contains("with " + count + " keys that fit their certificates: true")
                        && !ours.contains("keys that fit their certificates: " + count + ";")) {
                    return false;
                }
                if (!ours.contains(";")) {
                    return true;
                }
            }
            boolean verified = ours.contains(", verified") || ours.contains(", authority");
            return theirs.contains("verified") == verified
                    && theirs.contains(", signs") == ours.contains(", signs")
                    && theirs.contains(", encrypts") == ours.contains(", encrypts")
                    && Stream.of(theirs.split("[, ]+"))
                            .filter(w -> w.contains("@"))
                            .allMatch(a -> row[WHOSE].contains(a));
        }
    }
}
