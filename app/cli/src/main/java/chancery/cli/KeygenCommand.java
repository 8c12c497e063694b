package chancery.cli;

import chancery.mail.EmailAddress;
import chancery.mail.SyntaxException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "keygen",
        description = "Make a key with its certificate for mail, in files of your own.",
        footer = {
            "",
            "S/MIME: the key goes to FILE (PEM, or PKCS #12 when it ends in .p12), the certificate for others beside it",
            "(alice.pem and alice.cert.pem). OpenPGP: the same, armored (alice.asc and alice.cert.asc).",
            "For example: chancery keygen --smime --email alice@example.com --out alice.pem",
            "             chancery keygen --openpgp --name Alice --email alice@example.com --out alice.asc"
        })
final class KeygenCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--smime", description = "for S/MIME (this is the default)")
    private boolean smime;

    @Option(names = "--openpgp", description = "for OpenPGP")
    private boolean openpgp;

    @Option(names = "--email", required = true, paramLabel = "ADDRESS", description = "whose key it is")
    private String email = "";

    @Option(names = "--name", paramLabel = "NAME", defaultValue = "", description = "their name, in a key of OpenPGP")
    private String name = "";

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "file of the key")
    private Path out = Path.of("");

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            defaultValue = "",
            description = "S/MIME: rsa (the default, which every mail program can use) or ec;"
                    + " OpenPGP: v4 (the default, which every program can use) or v6")
    private String kind = "";

    @Option(names = "--years", paramLabel = "N", defaultValue = "2", description = "how long it counts (2)")
    private int years = 2;

    @Option(names = "--no-passphrase", description = "leave the key file open to whoever can read it")
    private boolean noPassphrase;

    @Option(names = "--force", description = "replace files that exist")
    private boolean force;

    @Option(names = "--json", description = "as JSON")
    private boolean json;

    @Mixin
    private Passphrase passphrase = new Passphrase();

    @Override
    public void run() {
        if (smime && openpgp) {
            throw CliException.misused("--smime or --openpgp, not both");
        }
        if (years < 1 || years > 20) {
            throw CliException.misused("--years is from 1 to 20");
        }
        if (!openpgp && !name.isEmpty()) {
            throw CliException.misused("--name is for keys of OpenPGP");
        }
        if (!name.equals(Inspection.safe(name)) || name.matches(".*[<>@].*") || name.length() > 200) {
            throw CliException.misused("--name is a name, without address and line ends");
        }
        var protection = MailProtection.of(openpgp, List.of());
        var address = address(email);
        var certificate = out.resolveSibling(protection.certificateName(String.valueOf(out.getFileName())));
        MailFiles.refuseToOverwrite(out, force);
        MailFiles.refuseToOverwrite(certificate, force);
        char[] secret = noPassphrase ? new char[0] : passphrase.choose();
        if (!noPassphrase && secret.length == 0) {
            throw CliException.misused("the passphrase is empty; --no-passphrase makes a key without one");
        }
        MailProtection.MadeKey made;
        try (var _ = Waiting.on("making the key")) {
            made = protection.make(
                    new MailProtection.NewKey(name, address, kind, years, secret),
                    out.toString().endsWith(".p12"));
        }
        // both or neither
        try (var secretFile = NewFile.ofOwner(out, force, to -> to.write(made.privateFile()));
                var publicFile = NewFile.forAll(certificate, force, to -> to.write(made.publicFile()))) {
            publicFile.place();
            secretFile.place();
        }
        show(made, certificate);
    }

    private static EmailAddress address(String text) {
        try {
            return EmailAddress.parse(text);
        } catch (SyntaxException e) {
            throw CliException.misused("'" + text + "' is no mail address: " + e.getMessage());
        }
    }

    private void show(MailProtection.MadeKey made, Path certificate) {
        var writer = spec.commandLine().getOut();
        if (json) {
            var node = ApiCommand.JSON.createObjectNode();
            node.put("email", email);
            node.put("key", out.toString());
            node.put("certificate", certificate.toString());
            node.put("fingerprint", made.fingerprint());
            node.put("description", made.description());
            writer.println(ApiCommand.JSON.writeValueAsString(node));
        } else {
            writer.println("key:         " + out + " (keep it to yourself)");
            writer.println("certificate: " + certificate + " (give it to those who write to you)");
            writer.println("kind:        " + made.description());
            writer.println("fingerprint: " + made.fingerprint());
        }
        writer.flush();
    }
}
