package chancery.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the passphrase of a key file comes from: a file or a prompt, never an argument, which others on the machine see. */
final class Passphrase {
    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description = "its first line is the passphrase of the key file; without it you are asked")
    private Optional<Path> file = Optional.empty();

    /** The passphrase to try first: the file's, or none. */
    char[] given() {
        return file.map(Passphrase::firstLine).orElseGet(() -> new char[0]);
    }

    boolean isGiven() {
        return file.isPresent();
    }

    /** Asks the person, for a key file that turned out to be locked. */
    char[] ask(String what) {
        return prompt(what);
    }

    /** A new passphrase, asked for twice when there is no file. */
    char[] choose() {
        if (file.isPresent()) {
            return given();
        }
        char[] first = prompt("new passphrase for the key");
        if (!Arrays.equals(first, prompt("the same again"))) {
            throw CliException.misused("the two passphrases differ");
        }
        return first;
    }

    private static char[] prompt(String what) {
        Console console = Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .orElseThrow(() -> CliException.misused(
                        "a passphrase is needed and nobody can be asked; --passphrase-file names a file"));
        char[] typed = console.readPassword("%s: ", what);
        return typed == null ? new char[0] : typed;
    }

    private static char[] firstLine(Path file) {
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            return text.lines().findFirst().orElse("").toCharArray();
        } catch (IOException e) {
            throw MailFiles.unreadable(file, e);
        }
    }
}
