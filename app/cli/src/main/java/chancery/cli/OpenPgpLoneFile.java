package chancery.cli;

import chancery.mail.SyntaxException;
import chancery.mime.MessageParser;
import chancery.mime.MimeLimits;
import chancery.openpgp.AlgorithmPolicy;
import chancery.openpgp.MailOpener;
import chancery.openpgp.MessageOutcome;
import chancery.openpgp.MessageReader;
import chancery.openpgp.OpenPgpLimits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** A message of OpenPGP in a file of its own: encrypted, binary or armored, or a text with its signature. */
final class OpenPgpLoneFile {
    private static final int BEGINNING = 4_000;
    private static final String SIGNED_TEXT = "-----BEGIN PGP SIGNED MESSAGE-----";

    private OpenPgpLoneFile() {}

    static boolean isOne(Path file) {
        byte[] octets = beginning(file);
        return (octets.length > 0 && (octets[0] & 0x80) != 0)
                || text(octets).startsWith("-----BEGIN PGP MESSAGE-----")
                || text(octets).startsWith(SIGNED_TEXT);
    }

    static boolean beginsLikeMail(byte[] beginning) {
        try {
            var header = MessageParser.parseHeader(new ByteArrayInputStream(beginning), MimeLimits.STANDARD);
            return header.fields().stream().anyMatch(f -> !f.name().isEmpty());
        } catch (SyntaxException | IOException e) {
            return false;
        }
    }

    private static String text(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1).stripLeading();
    }

    static byte[] beginning(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(BEGINNING);
        } catch (IOException e) {
            throw MailFiles.unreadable(file, e);
        }
    }

    static void open(Path file, MailProtection.Keys keys, MailProtection.Reader reader) {
        try {
            if (text(beginning(file)).startsWith(SIGNED_TEXT)) {
                signedText(file, keys, reader);
            } else {
                message(file, keys, reader);
            }
        } catch (SyntaxException e) {
            throw CliException.misused(file + " cannot be read as a message of OpenPGP: " + e.getMessage());
        } catch (IOException e) {
            throw MailFiles.unreadable(file, e);
        }
    }

    private static void message(Path file, MailProtection.Keys keys, MailProtection.Reader reader)
            throws IOException, SyntaxException {
        var recipients = OpenPgpReport.recipients(file);
        try (var in = Files.newInputStream(file)) {
            var outcome = new MessageReader(AlgorithmPolicy.STANDARD, OpenPgpLimits.STANDARD)
                    .read(in, OpenPgpFiles.opening(keys), OpenPgpFiles.workspace(), Instant.now());
            switch (outcome) {
                case MessageOutcome.Opened opened -> {
                    try (opened) {
                        reader.read(OpenPgpReport.of(opened, recipients));
                    }
                }
                case MessageOutcome.Refused refused -> reader.read(OpenPgpReport.of(refused, recipients));
            }
        }
    }

    private static void signedText(Path file, MailProtection.Keys keys, MailProtection.Reader reader)
            throws IOException, SyntaxException {
        byte[] header = "Content-Type: text/plain; charset=utf-8\n\n".getBytes(StandardCharsets.US_ASCII);
        var opener = new MailOpener(OpenPgpFiles.opening(keys), AlgorithmPolicy.STANDARD, OpenPgpLimits.STANDARD);
        try (var in = Files.newInputStream(file)) {
            var text = MessageParser.parse(
                    new SequenceInputStream(new ByteArrayInputStream(header), in), MimeLimits.STANDARD);
            try (var opened = opener.open(text, OpenPgpFiles.workspace(), Instant.now())) {
                reader.read(OpenPgpReport.ofFile(opened));
            }
        }
    }
}
