package chancery.smime;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mime.Corpora;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the manual of the Public Key Interoperability Test Suite expects does not rest on our copy of it alone: where a
 * certificate's name says it, the table says the same, and OpenSSL is asked about every test.
 */
class OpenSslPkitsTest {
    private static final Pattern POLICY = Pattern.compile("NIST-test-policy-(\\d)");
    private static final int EXPECTED = 3;

    @TempDir
    private Path folder;

    private static List<String[]> rows() {
        return Corpora.table(OpenSslPkitsTest.class, "pkits.tsv");
    }

    @Test
    void namesSayTheSame() {
        int named = 0;
        for (String[] row : rows()) {
            String name = row[1].toLowerCase(Locale.ROOT);
            String said = name.startsWith("invalid") ? "invalid" : name.startsWith("valid") ? "valid" : "";
            // with other settings than the first of a test, a path of that name has another result
            if (!said.isEmpty() && row[2].equals("default")) {
                named++;
                assertThat(row[EXPECTED]).as(row[0]).isEqualTo(said);
            }
        }
        assertThat(named).isGreaterThan(190);
    }

    @Test
    void openSslSaysTheSame() throws Exception {
        var openSsl = new OpenSsl(folder);
        Path suite = Corpora.folder("pki-pkits-bc").resolve("PKITS");
        openSsl.write("authorities.pem", pem(openSsl, "x509", Corpora.files(suite, "Cert.crt")));
        openSsl.write("lists.pem", pem(openSsl, "crl", Corpora.files(suite, ".crl")));
        var anchor = suite.resolve("certs/TrustAnchorRootCertificate.crt");
        openSsl.write("anchor.pem", pem(openSsl, "x509", List.of(anchor)));
        var found = new LinkedHashMap<String, String>();
        var expected = new LinkedHashMap<String, String>();
        for (String[] row : rows()) {
            var command = new ArrayList<>(List.of("verify", "-CAfile", "anchor.pem", "-untrusted", "authorities.pem"));
            command.addAll(List.of("-CRLfile", "lists.pem", "-crl_check_all", "-extended_crl", "-use_deltas"));
            command.addAll(List.of("-attime", Long.toString(PkitsTest.AT.getEpochSecond()), "-auth_level", "0"));
            command.addAll(settings(row[2]));
            command.add(suite.resolve("certs/" + row[1] + ".crt").toString());
            found.put(row[0], openSsl.ask(command).ok() ? "valid" : "invalid");
            expected.put(row[0], OpenSslColumns.openSsl(row));
        }
        Corpora.report("openssl-pkits.tsv", found);
        assertThat(found).containsExactlyEntriesOf(expected);
        for (String[] row : rows()) {
            OpenSslColumns.assertExplained(row, OpenSslColumns.openSsl(row).equals(row[EXPECTED]));
        }
    }

    private static List<OpenSsl.Answer> pem(OpenSsl openSsl, String kind, List<Path> files) throws Exception {
        var all = new ArrayList<OpenSsl.Answer>();
        for (Path file : files) {
            all.add(openSsl.ask(kind, "-in", file.toString()));
        }
        return all;
    }

    /** OpenSSL takes no policy at all for the user's when none is named; the manual means any. */
    private static List<String> settings(String words) {
        var settings = new ArrayList<>(List.of("-policy_check"));
        if (words.contains("explicit policy")) {
            settings.add("-explicit_policy");
        }
        if (words.contains("mapping inhibited")) {
            settings.add("-inhibit_map");
        }
        if (words.contains("any policy inhibited")) {
            settings.add("-inhibit_any");
        }
        var policies = POLICY.matcher(words);
        if (!words.contains("NIST-test-policy")) {
            settings.addAll(List.of("-policy", "2.5.29.32.0"));
        }
        while (policies.find()) {
            settings.addAll(List.of("-policy", "2.16.840.1.101.3.2.1.48." + policies.group(1)));
        }
        return settings;
    }
}
