package chancery.speed;

import chancery.mail.SyntaxException;
import chancery.mime.Entity;
import chancery.mime.Message;
import chancery.mime.MessageParser;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.james.mime4j.MimeException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * All messages of the two torture sets; one operation is both sets. Two kinds of work:
 *
 * <ul>
 *   <li>{@code chancery}, {@code peerMime4j} and {@code peerAngus}: a tree; of each part the media type with parameters
 *       and the encoding; of the message the subject decoded, the addresses of From, To and Cc, and the date; every leaf
 *       decoded once, as octets that go nowhere.
 *   <li>{@code chanceryLeaves} and {@code peerMime4jLeaves}: no field of the message is read, every leaf is decoded. Ours
 *       still makes a tree that writes itself back octet by octet, Mime4j calls a handler and keeps nothing.
 * </ul>
 *
 * What the sides do beyond that differs: ours notes defects and where everything lies; Mime4j makes an object for each
 * field; Angus stops at a quarter of the messages as malformed.
 */
@State(Scope.Benchmark)
public class MimeTortureSpeed {
    private List<byte[]> messages = List.of();

    /** Reads the sets from the folder of mail corpora that {@code CHANCERY_CORPORA} names. */
    @Setup
    public void read() throws IOException, SyntaxException, MimeException {
        Path corpora =
                Path.of(Optional.ofNullable(System.getenv("CHANCERY_CORPORA")).orElse("../shared/corpora"));
        try (Stream<Path> files = Stream.concat(
                Files.walk(corpora.resolve("mime-mime4j")), Files.walk(corpora.resolve("mime-mail-parser-stalwart")))) {
            messages = files.filter(
                            f -> f.toString().endsWith(".msg") || f.toString().endsWith(".eml"))
                    .sorted()
                    .map(MimeTortureSpeed::octets)
                    .toList();
        }
        sameWork();
    }

    private static byte[] octets(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The sides read malformed messages differently, but not by much in all. */
    private void sameWork() throws IOException, SyntaxException, MimeException {
        long ours = chancery();
        for (long other : new long[] {chanceryLeaves(), peerMime4j(), peerMime4jLeaves()}) {
            if (Math.abs(other - ours) > ours / 20) {
                throw new IllegalStateException("decoded octets differ: " + ours + " and " + other);
            }
        }
    }

    @Benchmark
    public long chancery() throws SyntaxException, IOException {
        long seen = 0;
        for (byte[] octets : messages) {
            var message = MessageParser.parse(octets);
            var header = message.header();
            seen += bodies(message)
                    + Peers.fields(
                            header.text("Subject"),
                            header.addresses("From"),
                            header.addresses("To"),
                            header.addresses("Cc"),
                            header.date("Date"));
        }
        return seen;
    }

    @Benchmark
    public long chanceryLeaves() throws SyntaxException, IOException {
        long seen = 0;
        for (byte[] octets : messages) {
            seen += bodies(MessageParser.parse(octets));
        }
        return seen;
    }

    private static long bodies(Message message) throws IOException {
        long seen = 0;
        for (Entity part : message.root().walk().toList()) {
            if (part.children().isEmpty()) {
                seen += part.open().transferTo(OutputStream.nullOutputStream());
            }
        }
        return seen;
    }

    @Benchmark
    public long peerMime4j() throws IOException {
        long seen = 0;
        for (byte[] message : messages) {
            seen += Peers.mime4jTree(message);
        }
        return seen;
    }

    @Benchmark
    public long peerMime4jLeaves() throws MimeException, IOException {
        long seen = 0;
        for (byte[] message : messages) {
            seen += Peers.mime4jEvents(message, true);
        }
        return seen;
    }

    @Benchmark
    public long peerAngus() {
        long seen = 0;
        for (byte[] message : messages) {
            seen += Peers.angus(message);
        }
        return seen;
    }
}
