package chancery.openpgp;

import chancery.mail.SyntaxException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A certificate with private keys ready for use. Immutable; says nothing of its secrets. */
public final class UnlockedKey {
    private final Certificate certificate;
    private final Map<Fingerprint, Secret> secrets;

    /** One open private key. */
    record Secret(KeyPacket key, SecretNumbers numbers, byte[] material) {
        @Override
        public String toString() {
            return "private key " + key.fingerprint();
        }
    }

    UnlockedKey(Certificate certificate, Map<Fingerprint, Secret> secrets) {
        this.certificate = certificate;
        this.secrets = secrets;
    }

    public Certificate certificate() {
        return certificate;
    }

    Optional<Secret> secret(Fingerprint fingerprint) {
        return Optional.ofNullable(secrets.get(fingerprint));
    }

    List<Secret> secrets() {
        return certificate.keyFingerprints().stream()
                .flatMap(f -> secret(f).stream())
                .toList();
    }

    /** The private keys locked by a passphrase: Argon2 and AEAD for version 6, iterated SHA-256 and CFB for version 4. */
    public PrivateKey lock(byte[] passphrase, SecureRandom random) {
        var locked = new ArrayList<KeyPacket>();
        for (var secret : secrets()) {
            boolean primary = secret.key().fingerprint().equals(certificate.fingerprint());
            try {
                locked.add(secret.key()
                        .withSecret(SecretPart.locked(secret.key(), primary, secret.material(), passphrase, random)));
            } catch (SyntaxException e) {
                throw new IllegalStateException(e);
            }
        }
        return new PrivateKey(certificate, locked);
    }

    /** The private keys in the clear, for whoever keeps the whole file encrypted. */
    public PrivateKey unprotected() {
        var open = secrets().stream()
                .map(s -> s.key().withSecret(SecretPart.clear(s.key().version(), s.material())))
                .toList();
        return new PrivateKey(certificate, open);
    }

    @Override
    public String toString() {
        return "unlocked " + certificate;
    }
}
