package chancery.cli;

import chancery.mail.SyntaxException;
import chancery.mime.Message;
import chancery.mime.MessageParser;
import chancery.mime.MimeLimits;
import chancery.mime.MimeSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "protect",
        description = "Sign and encrypt a mail that lies in a file. Needs no gateway.",
        footer = {
            "",
            "The protected mail goes to --out, or to the output. With --to it is encrypted and its subject hidden.",
            "Keys of OpenPGP make it PGP/MIME, certificates in PEM make it S/MIME.",
            "With --file (OpenPGP) it is any file: with --to it is encrypted, without, --out gets a signature of it.",
            "For example: chancery protect --to bob.cert.pem --sign alice.pem offer.eml --out offer.protected.eml",
            "             chancery protect --to bob.cert.asc,carol.cert.asc --sign alice.asc offer.eml --out o.eml",
            "             chancery protect --file --to bob.cert.asc plan.pdf --out plan.pdf.pgp"
        })
final class ProtectCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--to",
            split = ",",
            paramLabel = "CERT",
            description = "certificate of a recipient; may be given more than once")
    private List<Path> to = List.of();

    @Option(names = "--sign", paramLabel = "KEY", description = "key file to sign with")
    private Optional<Path> sign = Optional.empty();

    @Option(
            names = "--openpgp",
            description = "the files are keys of OpenPGP, which is also seen from their first line")
    private boolean openpgp;

    @Option(names = "--file", description = "it is no mail but any file; for keys of OpenPGP")
    private boolean loneFile;

    @Option(names = "--out", paramLabel = "FILE", description = "where the protected mail goes")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--force", description = "replace a file that exists")
    private boolean force;

    @Mixin
    private Passphrase passphrase = new Passphrase();

    @Parameters(paramLabel = "FILE.eml", description = "the mail; with --file any file")
    private Path file = Path.of("");

    @Override
    public void run() {
        if (to.isEmpty() && sign.isEmpty()) {
            throw CliException.misused("nothing to do: --to encrypts, --sign signs");
        }
        out.ifPresent(target -> MailFiles.refuseToOverwrite(target, force));
        var keyFiles = new ArrayList<>(to);
        sign.ifPresent(keyFiles::add);
        var protection = MailProtection.of(openpgp, keyFiles);
        var wanted = new MailProtection.Wanted(to, sign, passphrase);
        if (loneFile) {
            file(protection, wanted);
            return;
        }
        var message = read(file, "; with keys of OpenPGP, --file protects any file");
        if (out.isPresent()) {
            MailFiles.writePublic(out.get(), force, target -> protection.protect(message, wanted, target));
            spec.commandLine().getErr().println("written to " + out.get());
        } else {
            var target = new Printed(spec.commandLine().getOut());
            protection.protect(message, wanted, target);
            target.flush();
        }
    }

    private void file(MailProtection protection, MailProtection.Wanted wanted) {
        if (protection instanceof SmimeFiles) {
            throw CliException.misused("--file takes keys of OpenPGP; S/MIME protects mails");
        }
        Path target = out.orElseThrow(() -> CliException.misused("--file needs --out FILE: the result is no text"));
        MailFiles.writePublic(target, force, to -> OpenPgpFiles.protectFile(file, wanted, to));
        spec.commandLine().getErr().println("written to " + target);
    }

    /** @param otherwise what else can be done with a file that is no mail */
    static Message read(Path file, String otherwise) {
        byte[] beginning = OpenPgpLoneFile.beginning(file);
        if (beginning.length == 0) {
            throw CliException.misused(file + " is empty");
        }
        if (!OpenPgpLoneFile.beginsLikeMail(beginning)) {
            throw CliException.misused(file + " is no mail: it begins with no header field" + otherwise);
        }
        try {
            return MessageParser.parse(MimeSource.of(file), MimeLimits.STANDARD);
        } catch (IOException e) {
            throw MailFiles.unreadable(file, e);
        } catch (SyntaxException e) {
            throw CliException.misused(file + " cannot be read as a mail: " + e.getMessage());
        }
    }
}
