package chancery.cli;

import chancery.mail.SyntaxException;
import chancery.mime.Message;
import chancery.mime.MessageParser;
import chancery.mime.MimeLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "inspect",
        description = "What is in a mail: its parts, who says it is authentic, what protects it, reports in words."
                + " Nothing is looked up elsewhere unless --dns is given.",
        footer = {
            "",
            "Signatures are checked with the certificates that --trust names; encrypted parts stay closed.",
            "For example: chancery inspect --trust alice.cert.asc --trust authority.pem offer.eml",
            "             chancery inspect --dns system --client-ip 192.0.2.1 --helo mx.example.org offer.eml"
        })
final class InspectCommand implements Runnable {
    private static final int LARGEST = 512 << 20;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "a mail, a winmail.dat or a report file; - or nothing reads standard input")
    private Optional<String> named = Optional.empty();

    private String file = "-";

    @Option(
            names = "--trust",
            split = ",",
            paramLabel = "CERT",
            description = "certificate to check signatures with: a sender's of OpenPGP, an authority's of S/MIME")
    private List<Path> trust = List.of();

    @Mixin
    private OnlineChecks onlineChecks = new OnlineChecks();

    @Option(names = "--json", description = "as JSON")
    private boolean json;

    @Override
    public void run() {
        if (named.isEmpty() && Waiting.isTerminal()) {
            throw CliException.misused("inspect needs a file; - reads what is typed, until Ctrl-D");
        }
        file = named.orElse("-");
        trust.forEach(MailFiles::readKeyFile);
        byte[] octets = octets();
        if (octets.length == 0) {
            throw CliException.misused(file.equals("-") ? "standard input is empty" : file + " is empty");
        }
        Inspection inspection;
        try (var _ = Waiting.on(onlineChecks.isWanted() ? "asking the DNS" : "reading the mail")) {
            inspection = inspection(octets);
        }
        var out = spec.commandLine().getOut();
        out.println(json ? ApiCommand.JSON.writeValueAsString(inspection.json()) : inspection.words());
        out.flush();
    }

    private Inspection inspection(byte[] octets) {
        try {
            var lone = LoneFile.inspect(octets);
            if (lone.isPresent()) {
                return lone.get();
            }
            Message message = MessageParser.parse(octets, MimeLimits.STANDARD);
            if (message.header().fields().stream().allMatch(f -> f.name().isEmpty())) {
                String begin = new String(octets, 0, Math.min(octets.length, 20), StandardCharsets.ISO_8859_1);
                boolean armored = begin.startsWith("-----BEGIN ");
                throw CliException.misused(name() + " is no mail: it begins "
                        + (armored ? "like a file of keys or certificates" : "with no header field"));
            }
            return Inspection.of(message, trust, onlineChecks.of(message.header()));
        } catch (SyntaxException e) {
            throw CliException.misused(name() + " cannot be read as a mail: " + e.getMessage());
        } catch (IOException e) {
            throw CliException.failed("reading " + name() + " failed: " + e.getMessage());
        }
    }

    private String name() {
        return file.equals("-") ? "standard input" : file;
    }

    private byte[] octets() {
        try (InputStream in = file.equals("-") ? System.in : Files.newInputStream(Path.of(file))) {
            byte[] octets = in.readNBytes(LARGEST + 1);
            if (octets.length > LARGEST) {
                throw CliException.misused(name() + " has more than " + LARGEST + " octets");
            }
            return octets;
        } catch (IOException e) {
            throw MailFiles.unreadable(Path.of(file), e);
        } catch (java.nio.file.InvalidPathException e) {
            throw CliException.misused(name() + " cannot be the name of a file");
        } catch (OutOfMemoryError e) {
            throw CliException.failed(name() + " is too large for the memory; CHANCERY_HEAP gives more");
        }
    }
}
