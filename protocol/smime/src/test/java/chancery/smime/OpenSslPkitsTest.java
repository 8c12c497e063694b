package chancery.smime;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mime.Corpora;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the manual of the Public Key Interoperability Test Suite expects does not rest on our copy of it alone: where a
 * certificate's name says it, the table says the same, and OpenSSL is asked about every test.
 */
class OpenSslPkitsTest {
    private static final String ANY_POLICY = "2.5.29.32.0";
    private static final int EXPECTED = 3;
    private static final int BY_THE_MANUAL = 49;

    @TempDir
    private Path folder;

    private static List<String[]> rows() {
        return Corpora.table(OpenSslPkitsTest.class, "pkits.tsv");
    }

    /** With other settings than the default, a path of the same name may have another result. */
    @Test
    void namesSayTheSameOrTheManualIsTheEvidence() {
        int named = 0;
        for (String[] row : rows()) {
            String name = row[1].toLowerCase(Locale.ROOT);
            String said = name.startsWith("invalid") ? "invalid" : name.startsWith("valid") ? "valid" : "";
            if (!said.isEmpty() && row[2].equals("default")) {
                named++;
                assertThat(row[EXPECTED]).as(row[0]).isEqualTo(said);
                assertThat(row[OpenSslColumns.EVIDENCE]).as(row[0]).startsWith("name");
            } else {
                assertThat(row[OpenSslColumns.EVIDENCE])
                        .as(row[0])
                        .startsWith("manual " + row[0] + ": its words and NSS's list");
            }
        }
        assertThat(named).isEqualTo(rows().size() - BY_THE_MANUAL);
    }

    /** The settings reach OpenSSL: on the same path they alone make it say something else. */
    @Test
    void settingsMakeTheDifference() {
        var said = new LinkedHashMap<String, Set<String>>();
        for (String[] row : rows()) {
            said.computeIfAbsent(row[1], _ -> new TreeSet<>()).add(OpenSslColumns.openSsl(row));
        }
        said.values().removeIf(words -> words.size() == 1);
        assertThat(said.keySet())
                .containsExactly(
                        "ValidCertificatePathTest1EE",
                        "AllCertificatesNoPoliciesTest2EE",
                        "DifferentPoliciesTest3EE",
                        "OverlappingPoliciesTest6EE",
                        "AnyPolicyTest14EE",
                        "ValidPolicyMappingTest1EE",
                        "ValidPolicyMappingTest3EE",
                        "ValidPolicyMappingTest5EE",
                        "ValidPolicyMappingTest6EE",
                        "inhibitAnyPolicyTest3EE");
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
            command.addAll(options(PkitsTest.settings(row[2])));
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
    private static List<String> options(PathSettings settings) {
        var options = new ArrayList<>(List.of("-policy_check"));
        if (settings.explicitPolicyRequired()) {
            options.add("-explicit_policy");
        }
        if (settings.mappingInhibited()) {
            options.add("-inhibit_map");
        }
        if (settings.anyPolicyInhibited()) {
            options.add("-inhibit_any");
        }
        for (String policy : settings.policies().isEmpty() ? Set.of(ANY_POLICY) : settings.policies()) {
            options.addAll(List.of("-policy", policy));
        }
        return options;
    }
}
