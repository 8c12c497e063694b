package chancery.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads raw messages from a file, an mbox (RFC 4155) or a folder with any of them. */
final class MailFolder {
    /** A message as found: octets with CR LF. */
    record Found(String name, byte[] content) {}

    /** What was found, and which files are no mail, with the reason. */
    record Contents(List<Found> mails, List<String> passedOver) {}

    private MailFolder() {}

    /** Throws IOException, with a text for people, when the place cannot be read at all. */
    static Contents read(Path place) throws IOException {
        if (!Files.exists(place)) {
            throw new IOException(place + " does not exist");
        }
        if (!Files.isReadable(place)) {
            throw new IOException(place + " cannot be read by this user");
        }
        var mails = new ArrayList<Found>();
        var passedOver = new ArrayList<String>();
        List<Path> files;
        try (Stream<Path> walk = Files.walk(place)) {
            files = walk.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            String name = Files.isDirectory(place)
                    ? place.relativize(file).toString()
                    : file.getFileName().toString();
            readFile(file, name, mails, passedOver);
        }
        return new Contents(mails, passedOver);
    }

    private static void readFile(Path file, String name, List<Found> mails, List<String> passedOver)
            throws IOException {
        if (!Files.isReadable(file)) {
            passedOver.add(name + ": cannot be read by this user");
            return;
        }
        byte[] octets = Files.readAllBytes(file);
        if (Mbox.looksLikeOne(octets)) {
            int number = 0;
            for (byte[] message : Mbox.split(octets)) {
                mails.add(new Found(name + "#" + ++number, LineEnds.toCrLf(message)));
            }
        } else if (looksLikeMail(octets)) {
            mails.add(new Found(name, LineEnds.toCrLf(octets)));
        } else {
            passedOver.add(name + ": no mail");
        }
    }

    /** A header section that has at least one field which only mails have. */
    static boolean looksLikeMail(byte[] octets) {
        String start =
                new String(octets, 0, Math.min(octets.length, 16 << 10), java.nio.charset.StandardCharsets.ISO_8859_1);
        String header = start.split("\r?\n\r?\n", 2)[0];
        return header.lines()
                        .findFirst()
                        .filter(l -> l.matches("[!-9;-~]+[ \t]*:.*"))
                        .isPresent()
                && header.lines().anyMatch(l -> l.matches("(?i)(from|received|message-id|return-path|to):.*"));
    }
}
