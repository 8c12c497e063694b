package chancery.cli;

import chancery.mime.Message;
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
            "For example: chancery open --key bob.pem --trust authority.pem offer.protected.eml"
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

    @Option(names = "--out", paramLabel = "FILE", description = "where the opened mail goes")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--force", description = "replace a file that exists")
    private boolean force;

    @Option(names = "--json", description = "as JSON")
    private boolean json;

    @Mixin
    private Passphrase passphrase = new Passphrase();

    @Parameters(paramLabel = "FILE.eml", description = "the mail")
    private Path file = Path.of("");

    private int status = ExitCode.OK;

    @Override
    public Integer call() {
        out.ifPresent(target -> MailFiles.refuseToOverwrite(target, force));
        var message = ProtectCommand.read(file);
        var keyFiles = new ArrayList<>(trust);
        key.ifPresent(keyFiles::add);
        MailProtection.of(openpgp, keyFiles).open(message, new MailProtection.Keys(key, trust, passphrase), this::show);
        return status;
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
    private static String text(Message content) {
        try {
            return content.searchableText(MOST_TEXT).replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "");
        } catch (IOException e) {
            throw CliException.failed(
                    "the content cannot be read: " + e.getClass().getSimpleName());
        }
    }
}
