package chancery.cli;

import chancery.mail.SyntaxException;
import chancery.mime.Message;
import chancery.mime.MimeSource;
import chancery.openpgp.AlgorithmPolicy;
import chancery.openpgp.CertificateReader;
import chancery.openpgp.CertificateView;
import chancery.openpgp.DetachedSignatures;
import chancery.openpgp.KeyGenerator;
import chancery.openpgp.MailOpener;
import chancery.openpgp.MailProtector;
import chancery.openpgp.MessageWriter;
import chancery.openpgp.OpenPgpLimits;
import chancery.openpgp.PrivateKey;
import chancery.openpgp.Protection;
import chancery.openpgp.Trust;
import chancery.openpgp.UnlockedKey;
import chancery.openpgp.Workspace;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** OpenPGP with keys and certificates in armored or binary files. */
record OpenPgpFiles() implements MailProtection {
    private static final AlgorithmPolicy POLICY = AlgorithmPolicy.STANDARD;
    private static final OpenPgpLimits LIMITS = OpenPgpLimits.STANDARD;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int DAYS_A_YEAR = 365;
    private static final long MOST_PLAINTEXT = 4L << 30;
    private static final int MOST_TEXT = 4 << 20;

    static boolean looksLikeKeys(byte[] octets) {
        if (octets.length > 0 && (octets[0] & 0x80) != 0) {
            int first = octets[0] & 0xff;
            int tag = (first & 0x40) != 0 ? first & 0x3f : first >> 2 & 0x0f;
            return tag == 5 || tag == 6;
        }
        return new String(octets, StandardCharsets.ISO_8859_1).contains("-----BEGIN PGP ");
    }

    @Override
    public String certificateName(String keyName) {
        return keyName.replaceFirst("\\.asc$", "") + ".cert.asc";
    }

    @Override
    public MadeKey make(NewKey wanted, boolean container) {
        var format = switch (wanted.kind().toLowerCase(Locale.ROOT)) {
            case "", "v4" -> KeyGenerator.Format.VERSION_4;
            case "v6" -> KeyGenerator.Format.VERSION_6;
            default -> throw CliException.misused("--kind is v4 or v6 for OpenPGP, not '" + wanted.kind() + "'");
        };
        String userId =
                wanted.name().isEmpty() ? wanted.address().toString() : wanted.name() + " <" + wanted.address() + ">";
        var made = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        var validFor = Duration.ofDays((long) DAYS_A_YEAR * wanted.years());
        var key = new KeyGenerator(RANDOM).generate(format, userId, made, Optional.of(validFor));
        var file = wanted.passphrase().length == 0 ? key.unprotected() : key.lock(utf8(wanted.passphrase()), RANDOM);
        return new MadeKey(
                file.toArmor().getBytes(StandardCharsets.US_ASCII),
                key.certificate().toArmor().getBytes(StandardCharsets.US_ASCII),
                key.certificate().fingerprint().hex(),
                "OpenPGP, Ed25519 and X25519, version " + (format == KeyGenerator.Format.VERSION_4 ? "4" : "6")
                        + ", until " + made.plus(validFor));
    }

    @Override
    public void protect(Message message, Wanted wanted, OutputStream out) {
        var now = Instant.now();
        var protection = protection(wanted, now);
        try (var _ = Waiting.on("protecting the mail")) {
            new MailProtector(POLICY, RANDOM).protect(message, protection, workspace(), out, now);
        } catch (IOException e) {
            throw CliException.failed("the mail cannot be protected: " + e.getMessage());
        } catch (SyntaxException e) {
            throw CliException.failed("the mail cannot be protected: it is " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw cannotSign(wanted);
        }
    }

    private static CliException cannotSign(Wanted wanted) {
        String file = wanted.sign().map(Path::toString).orElse("the key");
        return CliException.misused(
                file + " has no key that signs now: expired, revoked, or its private part is not there");
    }

    /** Protects a file that is no mail: encrypted, or with a signature apart from it. */
    static void protectFile(Path file, Wanted wanted, OutputStream out) {
        var now = Instant.now();
        var protection = protection(wanted, now);
        var content = MimeSource.of(file);
        try (var _ = Waiting.on("protecting the file")) {
            if (protection.recipients().isEmpty()) {
                var signer = protection.signer().orElseThrow();
                var made = DetachedSignatures.sign(content, signer, POLICY, now, RANDOM);
                out.write(made.toArmor().getBytes(StandardCharsets.US_ASCII));
                return;
            }
            var writer = new MessageWriter(POLICY, RANDOM);
            for (CertificateView recipient : protection.recipients()) {
                writer = writer.to(recipient);
            }
            if (protection.signer().isPresent()) {
                writer = writer.signedBy(protection.signer().get());
            }
            writer.encrypt(content, Files.size(file), out, now);
        } catch (IOException e) {
            throw MailFiles.unreadable(file, e);
        } catch (IllegalArgumentException e) {
            throw cannotSign(wanted);
        }
    }

    private static Protection protection(Wanted wanted, Instant now) {
        var recipients = new ArrayList<CertificateView>();
        wanted.to().forEach(file -> recipients.addAll(recipients(file, now)));
        return new Protection(wanted.sign().map(file -> unlocked(file, wanted.passphrase())), recipients);
    }

    private static List<CertificateView> recipients(Path file, Instant now) {
        var views = contents(file).allCertificates().stream()
                .map(c -> c.at(now, POLICY))
                .toList();
        for (var view : views) {
            if (view.encryptionKeys().isEmpty()) {
                String why = view.trust() instanceof Trust.Verified
                        ? "no key of it encrypts"
                        : view.trust().reason();
                throw CliException.misused(file + ": nothing can be encrypted to "
                        + view.certificate().fingerprint() + ": " + why);
            }
        }
        return views;
    }

    private static CertificateReader.Contents contents(Path file) {
        try {
            var contents = CertificateReader.parse(MailFiles.readKeyFile(file), LIMITS);
            if (contents.allCertificates().isEmpty()) {
                throw CliException.misused(file + " has no key that can be read: "
                        + contents.unreadable().getFirst().reason());
            }
            return contents;
        } catch (SyntaxException e) {
            throw CliException.misused(file + " has no key of OpenPGP that can be read: " + e.getMessage());
        }
    }

    private static UnlockedKey unlocked(Path file, Passphrase passphrase) {
        var keys = contents(file).privateKeys();
        if (keys.isEmpty()) {
            throw CliException.misused(file + " has no private key; it is what others get");
        }
        try {
            var first = unlock(file, keys.getFirst(), passphrase.given());
            if (first.isPresent()) {
                return first.get();
            }
            if (!passphrase.isGiven()) {
                var asked = unlock(file, keys.getFirst(), passphrase.ask("passphrase of " + file));
                if (asked.isPresent()) {
                    return asked.get();
                }
            }
        } catch (SyntaxException e) {
            throw CliException.misused(file + " has no private key that can be used: " + e.getMessage());
        }
        throw CliException.misused("the passphrase does not open " + file);
    }

    private static Optional<UnlockedKey> unlock(Path file, PrivateKey key, char[] passphrase) throws SyntaxException {
        return switch (key.unlock(utf8(passphrase), LIMITS)) {
            case PrivateKey.Outcome.Unlocked unlocked -> Optional.of(unlocked.key());
            case PrivateKey.Outcome.WrongPassphrase _ -> Optional.empty();
            case PrivateKey.Outcome.Refused refused ->
                throw CliException.misused(file + " cannot be opened: " + refused.explanation());
        };
    }

    private static byte[] utf8(char[] text) {
        var encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(text));
        byte[] octets = new byte[encoded.remaining()];
        encoded.get(octets);
        return octets;
    }

    @Override
    public void open(Message message, Keys keys, Reader reader) {
        var opener = new MailOpener(opening(keys), POLICY, LIMITS);
        try (var opened = Waiting.during("opening the mail", () -> opener.open(message, workspace(), Instant.now()))) {
            reader.read(OpenPgpReport.of(opened));
        } catch (IOException e) {
            throw CliException.failed(
                    "the mail cannot be opened: " + e.getClass().getSimpleName());
        }
    }

    /** True for PGP/MIME, and for OpenPGP between the lines of a text. */
    static boolean hasProtected(Message message) {
        try {
            return MailOpener.isProtected(message)
                    || message.searchableText(MOST_TEXT).contains("-----BEGIN PGP ");
        } catch (IOException e) {
            throw CliException.failed("the mail cannot be read: " + e.getClass().getSimpleName());
        }
    }

    /** Checks a signature that lies in a file apart from what it covers. */
    static void verifyFile(Path signature, Path content, Keys keys, Reader reader) {
        try {
            var verdicts = DetachedSignatures.verify(
                    MailFiles.readKeyFile(signature),
                    MimeSource.of(content),
                    opening(keys).signers(),
                    POLICY,
                    LIMITS,
                    Instant.now());
            reader.read(OpenPgpReport.ofDetached(verdicts, content));
        } catch (SyntaxException e) {
            throw CliException.misused(signature + " cannot be read as a signature of OpenPGP: " + e.getMessage());
        } catch (IOException e) {
            throw MailFiles.unreadable(content, e);
        }
    }

    /** True when there are files in it that look like OpenPGP. */
    static boolean hasFiles(Message message) {
        return message.root()
                .walk()
                .anyMatch(e -> e.contentType().mediaType().startsWith("application/pgp-")
                        || e.givenFileName().toLowerCase(Locale.ROOT).matches(".*\\.(pgp|gpg|asc|sig)"));
    }

    static chancery.openpgp.Keys opening(Keys keys) {
        var signers = new ArrayList<chancery.openpgp.Certificate>();
        keys.trusted().forEach(file -> signers.addAll(contents(file).allCertificates()));
        var own = keys.key().map(file -> unlocked(file, keys.passphrase()));
        // without a key, the passphrase is that of a message which was encrypted to one
        List<byte[]> passphrases = own.isEmpty() && keys.passphrase().isGiven()
                ? List.of(utf8(keys.passphrase().given()))
                : List.of();
        return new chancery.openpgp.Keys(own.stream().toList(), passphrases, signers);
    }

    static Workspace workspace() {
        return Workspace.folder(Path.of(System.getProperty("java.io.tmpdir", ".")), MOST_PLAINTEXT);
    }
}
