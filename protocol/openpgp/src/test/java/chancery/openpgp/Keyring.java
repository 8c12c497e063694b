package chancery.openpgp;

import chancery.mail.SyntaxException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All keys of a folder of samples, with the passphrases that its tests name. */
final class Keyring {
    /** Samples of 1999 have keys of 768 bits; how short they are is judged by tests of the policy. */
    static final AlgorithmPolicy POLICY = AlgorithmPolicy.STANDARD.withSmallestKeyBits(768);

    /** After the youngest of the samples. */
    static final Instant AT = Instant.parse("2026-11-01T12:00:00Z");

    /** Which passphrases the READMEs and tests of the samples name, by what the file's name contains. */
    private static final Map<String, List<String>> PASSPHRASES = new LinkedHashMap<>();

    static {
        PASSPHRASES.put("ecc-sample", List.of("ecc"));
        PASSPHRASES.put("e2e-p256", List.of("a"));
        PASSPHRASES.put("secring", List.of("def"));
        PASSPHRASES.put("secdemo", List.of("abc"));
        PASSPHRASES.put("openkeychain", List.of("q"));
        PASSPHRASES.put("interop", List.of("test"));
        PASSPHRASES.put("openpgpjs", List.of("moon"));
        PASSPHRASES.put("bad_ecdh", List.of("12345"));
        PASSPHRASES.put("sample", List.of("abc"));
        PASSPHRASES.put("", List.of("123", "test", "password"));
    }

    private final Map<Fingerprint, Certificate> certificates = new LinkedHashMap<>();
    private final List<UnlockedKey> open = new ArrayList<>();
    private final Map<ByteBuffer, PrivateKey.Outcome> outcomes = new HashMap<>();
    private final List<GnuPgKeyFile> agent = new ArrayList<>();

    /** Takes what the file holds, when it holds keys. */
    void add(String name, byte[] file) {
        CertificateReader.Contents contents;
        try {
            contents = CertificateReader.parse(file, OpenPgpLimits.STANDARD);
        } catch (SyntaxException e) {
            return;
        }
        contents.allCertificates().forEach(c -> certificates.merge(c.fingerprint(), c, Certificate::merge));
        for (var key : contents.privateKeys()) {
            try {
                if (unlock(name, key) instanceof PrivateKey.Outcome.Unlocked unlocked) {
                    open.add(unlocked.key());
                }
            } catch (SyntaxException e) {
                // its own row in the table says so
            }
        }
    }

    void add(GnuPgKeyFile file) {
        agent.add(file);
    }

    /** Joins the private keys of GnuPG's agent to the certificates that were added. */
    void join() {
        for (var certificate : certificates.values()) {
            var secrets = new HashMap<Fingerprint, UnlockedKey.Secret>();
            for (var part : certificate.components()) {
                part.key()
                        .ifPresent(key -> agent.stream()
                                .flatMap(file -> file.forKey(key).stream())
                                .findFirst()
                                .ifPresent(secret -> secrets.put(key.fingerprint(), secret)));
            }
            if (!secrets.isEmpty()) {
                open.add(new UnlockedKey(certificate, Map.copyOf(secrets)));
            }
        }
    }

    PrivateKey.Outcome unlock(String name, PrivateKey key) throws SyntaxException {
        var file = ByteBuffer.wrap(key.toOctets());
        var known = outcomes.get(file);
        if (known != null) {
            return known;
        }
        PrivateKey.Outcome outcome = key.unlock(new byte[0], OpenPgpLimits.STANDARD);
        var candidates = PASSPHRASES.entrySet().stream()
                .filter(e -> name.contains(e.getKey()))
                .findFirst()
                .orElseThrow()
                .getValue();
        for (var passphrase : candidates) {
            if (!(outcome instanceof PrivateKey.Outcome.WrongPassphrase)) {
                break;
            }
            outcome = key.unlock(Fixtures.utf8(passphrase), OpenPgpLimits.STANDARD);
        }
        outcomes.put(file, outcome);
        return outcome;
    }

    Keys keys() {
        return new Keys(open, List.of(Fixtures.utf8("password"), Fixtures.utf8("1234")), signers());
    }

    List<Certificate> signers() {
        return List.copyOf(certificates.values());
    }
}
