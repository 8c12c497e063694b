package chancery.cli;

import chancery.smime.MessageOpener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "open",
        description = "Decrypt and verify a mail that lies in a file. Needs no gateway.",
        footer = {
            "",
            "Says what protected it and what that is worth, then shows its text; --out writes the opened mail to a file.",
            "The exit status is 0 when the content was released, 3 when it was not.",
            "Keys of OpenPGP open PGP/MIME, armored text in a mail, and lone files; others open S/MIME.",
            "For example: chancery open --key bob.pem --trust authority.pem offer.protected.eml",
            "             chancery open --key bob.asc --trust alice.cert.asc offer.protected.eml",
            "             chancery open --key bob.asc plan.pdf.pgp --out plan.pdf",
            "             chancery open --trust alice.cert.asc plan.pdf.sig --of plan.pdf"
        })
final class OpenCommand implements java.util.concurrent.Callable<Integer> {
    private static final int MOST_TEXT = 100_000;
    private static final int WITHHELD = 3;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--key", paramLabel = "KEY", description = "key file of a recipient")
    private Optional<Path> key = Optional.empty();

    @Option(
            names = "--trust",
            split = ",",
            paramLabel = "CERT",
            description = "certificate of an authority or a sender that you trust; may be given more than once")
    private List<Path> trust = List.of();

    @Option(
            names = "--openpgp",
            description = "the files are keys of OpenPGP, which is also seen from their first line")
    private boolean openpgp;

    @Option(names = "--of", paramLabel = "FILE", description = "the file that a signature of OpenPGP is of")
    private Optional<Path> signed = Optional.empty();

    @Option(names = "--out", paramLabel = "FILE", description = "where the opened mail or file goes")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--force", description = "replace a file that exists")
    private boolean force;

    @Option(names = "--json", description = "as JSON")
    private boolean json;

    @Mixin
    private Passphrase passphrase = new Passphrase();

    @Parameters(paramLabel = "FILE.eml", description = "the mail, or a file of OpenPGP")
    private Path file = Path.of("");

    private int status = ExitCode.OK;

    @Override
    public Integer call() {
        out.ifPresent(target -> MailFiles.refuseToOverwrite(target, force));
        var keyFiles = new ArrayList<>(trust);
        key.ifPresent(keyFiles::add);
        var keys = new MailProtection.Keys(key, trust, passphrase);
        if (signed.isPresent()) {
            OpenPgpFiles.verifyFile(file, signed.get(), keys, this::show);
        } else if (OpenPgpLoneFile.isOne(file)) {
            if (!keyFiles.isEmpty() && keyFiles.stream().noneMatch(MailProtection::isOpenPgp)) {
                throw CliException.misused(
                        file + " is no mail; it could be a message of OpenPGP, but the keys are of S/MIME");
            }
            MailProtection.of(true, keyFiles);
            OpenPgpLoneFile.open(file, keys, this::show);
        } else {
            mail(keyFiles, keys);
        }
        return status;
    }

    private void mail(List<Path> keyFiles, MailProtection.Keys keys) {
        var message = ProtectCommand.read(file, "");
        boolean isOpenPgp = OpenPgpFiles.hasProtected(message);
        var protection = MailProtection.of(openpgp || (keyFiles.isEmpty() && isOpenPgp), keyFiles);
        switch (protection) {
            case SmimeFiles _ -> {
                if (isOpenPgp && !MessageOpener.isProtected(message)) {
                    throw CliException.misused(file + " is protected by OpenPGP; the keys are of S/MIME");
                }
            }
            case OpenPgpFiles _ -> {
                if (!isOpenPgp && MessageOpener.isProtected(message)) {
                    throw CliException.misused(file + " is protected by S/MIME; the keys are of OpenPGP");
                }
            }
        }
        protection.open(message, keys, this::show);
    }

    private void show(MailProtection.Found found) {
        status = found.released() ? ExitCode.OK : WITHHELD;
        var writer = spec.commandLine().getOut();
        if (found.textOnly() && out.isPresent()) {
            throw CliException.failed(
                    "the mail may have been changed on its way, so it is not written to a file that a mail"
                            + " program would show; without --out its text is printed");
        }
        if (found.content().isPresent() && out.isPresent()) {
            MailFiles.writePrivate(out.get(), force, found.content().get()::writeTo);
        }
        if (json) {
            if (out.isEmpty()) {
                found.content().ifPresent(c -> found.json().put("text", text(c)));
            }
            writer.println(ApiCommand.JSON.writeValueAsString(found.json()));
        } else {
            found.lines().forEach(writer::println);
            if (out.isPresent() && found.released()) {
                writer.println("written to " + out.get());
            } else {
                found.content().ifPresent(c -> writer.println("\n" + text(c)));
            }
        }
        writer.flush();
    }

    /** Plain text only: markup is shown as its characters, so nothing in it can act. */
    private static String text(MailProtection.Content content) {
        try {
            return content.text(MOST_TEXT).replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "");
        } catch (IOException e) {
            throw CliException.failed(
                    "the content cannot be read: " + e.getClass().getSimpleName());
        }
    }
}
