package chancery.cli;

import chancery.mail.SyntaxException;
import chancery.mime.Message;
import chancery.smime.AlgorithmPolicy;
import chancery.smime.Certificate;
import chancery.smime.CertificateMaker;
import chancery.smime.CertificateReader;
import chancery.smime.Identity;
import chancery.smime.IdentityReader;
import chancery.smime.IdentityWriter;
import chancery.smime.KeyKind;
import chancery.smime.MessageOpener;
import chancery.smime.MessageProtector;
import chancery.smime.Protection;
import chancery.smime.Recipient;
import chancery.smime.RevocationCheck;
import chancery.smime.ScratchSpace;
import chancery.smime.SmimeLimits;
import chancery.smime.TrustEvaluator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** S/MIME with certificates and keys in PEM, DER and PKCS #12. */
record SmimeFiles() implements MailProtection {

    @Override
    public String certificateName(String keyName) {
        return keyName.replaceFirst("\\.(pem|p12|key)$", "") + ".cert.pem";
    }

    @Override
    public MadeKey make(NewKey wanted, boolean container) {
        try {
            var identity = new CertificateMaker(Clock.systemUTC(), Period.ofYears(wanted.years()))
                    .selfSigned(wanted.address(), kind(wanted.kind()));
            byte[] file = container
                    ? IdentityWriter.pkcs12(identity, wanted.passphrase())
                    : IdentityWriter.pem(identity, wanted.passphrase());
            var certificate = identity.certificate();
            return new MadeKey(
                    file,
                    certificate.pem().getBytes(StandardCharsets.US_ASCII),
                    certificate.fingerprint(),
                    "S/MIME, " + certificate.keyAlgorithm() + ", until " + certificate.notAfter());
        } catch (GeneralSecurityException e) {
            throw CliException.failed("the key cannot be made: " + e.getMessage());
        }
    }

    private static KeyKind kind(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "", "rsa" -> KeyKind.RSA_3072;
            case "ec" -> KeyKind.EC_P256;
            default -> throw CliException.misused("--kind is rsa or ec for S/MIME, not '" + word + "'");
        };
    }

    @Override
    public void protect(Message message, Wanted wanted, OutputStream out) {
        var recipients = new ArrayList<Recipient>();
        for (Path file : wanted.to()) {
            recipients.add(recipient(file));
        }
        var signer = wanted.sign().map(file -> signer(file, wanted.passphrase()));
        try (var space = ScratchSpace.standard()) {
            try (var _ = Waiting.on("protecting the mail")) {
                new MessageProtector(Clock.systemUTC())
                        .protect(message, new Protection(signer, false, recipients, List.of()), space, out);
            }
        } catch (GeneralSecurityException | IOException e) {
            throw CliException.failed("the mail cannot be protected: " + e.getMessage());
        }
    }

    private static Recipient recipient(Path file) {
        return certificates(file).stream()
                .filter(c -> c.purpose().encryptsMail() && !c.purpose().authority())
                .findFirst()
                .map(Recipient::of)
                .orElseThrow(() -> CliException.misused(file + " has no certificate to encrypt mail to"));
    }

    private static List<Certificate> certificates(Path file) {
        try {
            return CertificateReader.read(MailFiles.readKeyFile(file));
        } catch (SyntaxException e) {
            throw CliException.misused(file + " holds no certificate in PEM or DER");
        }
    }

    private static Identity signer(Path file, Passphrase passphrase) {
        return identities(file, passphrase).stream()
                .filter(i -> i.certificate().purpose().signsMail())
                .findFirst()
                .orElseThrow(() -> CliException.misused(file + " has no key to sign mail with"));
    }

    private static List<Identity> identities(Path file, Passphrase passphrase) {
        try {
            byte[] octets = MailFiles.readKeyFile(file);
            return switch (IdentityReader.read(octets, passphrase.given())) {
                case IdentityReader.Outcome.Read read -> read.identities();
                case IdentityReader.Outcome.WrongPassphrase _ -> asked(file, octets, passphrase);
            };
        } catch (SyntaxException e) {
            throw CliException.misused(file + " holds no private key with its certificate, in PEM or PKCS #12");
        }
    }

    private static List<Identity> asked(Path file, byte[] octets, Passphrase passphrase) throws SyntaxException {
        if (passphrase.isGiven()) {
            throw CliException.misused("the passphrase does not open " + file);
        }
        return switch (IdentityReader.read(octets, passphrase.ask("passphrase of " + file))) {
            case IdentityReader.Outcome.Read read -> read.identities();
            case IdentityReader.Outcome.WrongPassphrase _ ->
                throw CliException.misused("the passphrase does not open " + file);
        };
    }

    @Override
    public void open(Message message, Keys keys, Reader reader) {
        var trusted = new ArrayList<Certificate>();
        keys.trusted().forEach(file -> trusted.addAll(certificates(file)));
        var identities = keys.key().map(file -> identities(file, keys.passphrase()));
        var trust = new TrustEvaluator(trusted, List.of(), AlgorithmPolicy.OF_2026, RevocationCheck.none());
        var opener =
                new MessageOpener(identities.orElse(List.of()), trust, AlgorithmPolicy.OF_2026, SmimeLimits.STANDARD);
        try (var space = ScratchSpace.standard()) {
            reader.read(SmimeReport.of(Waiting.during(
                    "opening the mail",
                    () -> opener.open(message, space, Clock.systemUTC().instant()))));
        } catch (IOException e) {
            throw CliException.failed(
                    "the mail cannot be opened: " + e.getClass().getSimpleName());
        }
    }
}
