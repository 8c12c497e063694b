package chancery.openpgp;

import chancery.mime.MimeSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Encrypts, and signs what it encrypts (RFC 9580 §10.3). Immutable: each {@code with} gives a new one.
 *
 * <p>Recipients get SEIPD version 2 only when all of their certificates say that they read it, else version 1 (RFC 9580
 * §13.3). Nothing is compressed: that would tell about the content by its length.
 */
public final class MessageWriter {
    private final AlgorithmPolicy policy;
    private final SecureRandom random;
    private final List<CertificateView> recipients;
    private final List<byte[]> passphrases;
    private final List<UnlockedKey> signers;

    public MessageWriter(AlgorithmPolicy policy, SecureRandom random) {
        this(policy, random, List.of(), List.of(), List.of());
    }

    private MessageWriter(
            AlgorithmPolicy policy,
            SecureRandom random,
            List<CertificateView> recipients,
            List<byte[]> passphrases,
            List<UnlockedKey> signers) {
        this.policy = policy;
        this.random = random;
        this.recipients = List.copyOf(recipients);
        this.passphrases = List.copyOf(passphrases);
        this.signers = List.copyOf(signers);
    }

    /**
     * For the owner of a certificate too.
     *
     * @throws IllegalArgumentException when it has no key that encrypts at that time: ask
     *     {@link CertificateView#encryptionKeys} first
     */
    public MessageWriter to(CertificateView recipient) {
        if (recipient.encryptionKeys().isEmpty()) {
            throw new IllegalArgumentException("no key to encrypt to in " + recipient.certificate());
        }
        return new MessageWriter(policy, random, with(recipients, recipient), passphrases, signers);
    }

    /** For whoever knows a passphrase too, in UTF-8. */
    public MessageWriter toPassphrase(byte[] passphrase) {
        return new MessageWriter(policy, random, recipients, with(passphrases, passphrase.clone()), signers);
    }

    /** Signed inside the encryption; the signature names the recipients, so that it cannot be passed on as if for others. */
    public MessageWriter signedBy(UnlockedKey signer) {
        return new MessageWriter(policy, random, recipients, passphrases, with(signers, signer));
    }

    private static <T> List<T> with(List<T> list, T more) {
        var longer = new ArrayList<>(list);
        longer.add(more);
        return longer;
    }

    /** True when it would write SEIPD version 2. */
    public boolean usesAead() {
        return recipients.stream().allMatch(r -> r.preferences().aead())
                && (passphrases.isEmpty() || !recipients.isEmpty());
    }

    /**
     * Writes the message in binary form; nothing of it when a key of a recipient or signer cannot be used.
     *
     * @param content read once
     * @param size of the content in octets
     * @param now dates the signatures
     * @throws IllegalArgumentException when a signer has no key that signs now
     */
    public void encrypt(MimeSource content, long size, OutputStream out, Instant now) throws IOException {
        var sealing = begin(now);
        try (InputStream in = content.open()) {
            sealing.write(in, size, out);
        }
    }

    /** The content in memory. */
    public byte[] encrypt(byte[] content, Instant now) {
        var out = new ArrayOutput();
        try {
            encrypt(MimeSource.of(content), content.length, out, now);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return out.octets();
    }

    /** Does all that may fail for a recipient or signer. */
    MessageSealing begin(Instant now) {
        if (recipients.isEmpty() && passphrases.isEmpty()) {
            throw new IllegalStateException("a message for nobody");
        }
        Optional<Preferences.Suite> suite = usesAead() ? Optional.of(suite()) : Optional.empty();
        var cipher = suite.map(Preferences.Suite::cipher).orElseGet(this::cipher);
        byte[] sessionKey = new byte[cipher.keyOctets()];
        random.nextBytes(sessionKey);
        byte[] packets =
                new SessionKeyWriter(random, recipients, passphrases).packets(sessionKey, cipher, suite.isPresent());
        var mode = suite.map(Preferences.Suite::mode);
        return new MessageSealing(packets, sessionKey, cipher, mode, signings(now), random);
    }

    private List<Signing> signings(Instant now) {
        if (signers.isEmpty()) {
            return List.of();
        }
        var intended = recipients.stream()
                .map(r -> new Subpackets.Subpacket(
                        Subpackets.INTENDED_RECIPIENT,
                        false,
                        Signing.versioned(r.certificate().fingerprint())))
                .toList();
        return signers.stream()
                .map(s -> new Signing(
                        DetachedSignatures.signingKey(s, now, policy), SignaturePacket.BINARY, now, intended, random))
                .toList();
    }

    private SymmetricAlgorithm cipher() {
        return policy.writeCiphers().stream()
                .filter(c -> recipients.stream().allMatch(r -> r.preferences().reads(c)))
                .findFirst()
                .orElse(SymmetricAlgorithm.AES_128);
    }

    private Preferences.Suite suite() {
        return recipients.stream()
                .flatMap(r -> r.preferences().suites().stream())
                .filter(s -> policy.writeCiphers().contains(s.cipher()))
                .filter(s -> recipients.stream().allMatch(r -> r.preferences().reads(s)))
                .findFirst()
                .orElse(Preferences.Suite.COMMON);
    }
}
