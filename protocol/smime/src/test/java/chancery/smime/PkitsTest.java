package chancery.smime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chancery.mime.Corpora;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * NIST's Public Key Interoperability Test Suite: every test of sections 4.1 to 4.16 of its manual, with the settings it
 * asks for and the result it expects, in pkits.tsv. All certificates and lists of the suite are at hand at once, so
 * finding the path is tested too.
 */
class PkitsTest {
    private static final String POLICY = "2.16.840.1.101.3.2.1.48.";
    private static final String NAMED = "policies( NIST-test-policy-\\d)+";

    /** How many tests each section of the manual has, from 4.1 on. */
    private static final List<Integer> SECTIONS = List.of(6, 8, 11, 21, 8, 17, 5, 20, 8, 14, 11, 10, 38, 35, 10, 2);

    static final Instant AT = Instant.parse("2005-01-01T00:00:00Z");

    /** All lists of the suite are older. */
    private static final Instant MADE = Instant.parse("2012-01-01T00:00:00Z");

    /** The suite says nothing of mail, and one section uses DSA. */
    private static final AlgorithmPolicy POLICY_OF_THE_TIME = AlgorithmPolicy.OF_2026;

    private final Path folder = Corpora.folder("pki-pkits-bc").resolve("PKITS");
    private final Certificate anchor = certificate("TrustAnchorRootCertificate");

    private Certificate certificate(String name) {
        try {
            return Certificate.ofDer(Files.readAllBytes(folder.resolve("certs/" + name + ".crt")));
        } catch (Exception e) {
            throw new IllegalStateException(name, e);
        }
    }

    private TrustEvaluator evaluator() throws Exception {
        var crls = new ArrayList<byte[]>();
        for (Path file : Corpora.files(folder, ".crl")) {
            crls.add(Files.readAllBytes(file));
        }
        var authorities = Corpora.files(folder, "Cert.crt").stream()
                .map(p -> p.getFileName().toString().replace(".crt", ""))
                .map(this::certificate)
                .toList();
        return new TrustEvaluator(List.of(anchor), authorities, POLICY_OF_THE_TIME, RevocationCheck.offline(crls));
    }

    /** Reads the column of settings; a word that it does not know would be a setting that nobody makes. */
    static PathSettings settings(String words) {
        var all = new ArrayList<>(List.of(words.split(", ")));
        boolean isDefault = all.equals(List.of("default"));
        boolean explicit = all.remove("explicit policy");
        boolean mapping = all.remove("mapping inhibited");
        boolean any = all.remove("any policy inhibited");
        if (!isDefault && !all.isEmpty() && !(all.size() == 1 && all.getFirst().matches(NAMED))) {
            throw new IllegalArgumentException(words);
        }
        var policies = Stream.of(String.join("", all).split(" "))
                .filter(w -> w.startsWith("NIST-test-policy-"))
                .map(w -> POLICY + w.substring(w.length() - 1))
                .collect(Collectors.toSet());
        return new PathSettings(policies, explicit, mapping, any);
    }

    @Test
    void settingsAreRead() {
        String one = POLICY + "1";
        assertThat(settings("default")).isEqualTo(PathSettings.STANDARD);
        assertThat(settings("policies NIST-test-policy-1"))
                .isEqualTo(new PathSettings(Set.of(one), false, false, false));
        assertThat(settings("explicit policy, policies NIST-test-policy-1 NIST-test-policy-2"))
                .isEqualTo(new PathSettings(Set.of(one, POLICY + "2"), true, false, false));
        assertThat(settings("mapping inhibited")).isEqualTo(new PathSettings(Set.of(), false, true, false));
        assertThat(settings("any policy inhibited")).isEqualTo(new PathSettings(Set.of(), false, false, true));
        assertThatThrownBy(() -> settings("explicit policies")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyTestOfTheManual() throws Exception {
        var evaluator = evaluator();
        var found = new LinkedHashMap<String, String>();
        var expected = new LinkedHashMap<String, String>();
        for (String[] row : Corpora.table(PkitsTest.class, "pkits.tsv")) {
            var trust = evaluator.evaluate(
                    certificate(row[1]), TrustEvaluator.Use.SIGNING, List.of(), List.of(), AT, settings(row[2]));
            boolean valid = trust instanceof Trust.Verified;
            found.put(row[0], (valid ? "valid" : "invalid") + "\t" + words(trust));
            expected.put(row[0], row[3] + "\t" + row[4]);
        }
        Corpora.report("pkits.tsv", found);
        assertThat(found).containsExactlyEntriesOf(expected);
    }

    private static String words(Trust trust) {
        return switch (trust) {
            case Trust.Verified verified ->
                "verified, path of " + verified.path().size();
            case Trust.Unverified unverified ->
                unverified.cause().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ') + ": "
                        + unverified.reason();
            case Trust.Revoked revoked -> "revoked: " + revoked.reason();
            case Trust.Expired _ -> "expired";
        };
    }

    @Test
    void everyTestIsInTheTable() {
        var tests = Corpora.table(PkitsTest.class, "pkits.tsv").stream()
                .map(row -> row[0].replaceAll(" \\(.*", ""))
                .distinct()
                .toList();
        var all = new ArrayList<String>();
        for (int section = 1; section <= SECTIONS.size(); section++) {
            for (int test = 1; test <= SECTIONS.get(section - 1); test++) {
                all.add("4." + section + "." + test);
            }
        }
        assertThat(tests).isEqualTo(all);
    }

    @Test
    void everyCertificateAndListIsRead() throws Exception {
        assertThat(Corpora.files(folder, ".crt")).hasSize(405);
        for (Path file : Corpora.files(folder, ".crt")) {
            assertThat(CertificateReader.read(Files.readAllBytes(file))).hasSize(1);
        }
        assertThat(Corpora.files(folder, ".crl")).hasSize(173);
        for (Path file : Corpora.files(folder, ".crl")) {
            assertThat(Crl.read(Files.readAllBytes(file)).thisUpdate())
                    .as(file.toString())
                    .isBefore(MADE);
        }
    }
}
