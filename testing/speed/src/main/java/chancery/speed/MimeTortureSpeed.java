package chancery.speed;

import chancery.mail.SyntaxException;
import chancery.mime.Entity;
import chancery.mime.MessageParser;
import java.io.IOException;
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

/** All messages of the two torture sets, parsed and every body decoded; one operation is both sets. */
@State(Scope.Benchmark)
public class MimeTortureSpeed {
    private List<byte[]> messages = List.of();

    /** Reads the sets from the folder of mail corpora that {@code CHANCERY_CORPORA} names. */
    @Setup
    public void read() throws IOException {
        Path corpora = Path.of(Optional.ofNullable(System.getenv("CHANCERY_CORPORA")).orElse("../shared/corpora"));
        try (Stream<Path> files = Stream.concat(
                Files.walk(corpora.resolve("mime-mime4j")), Files.walk(corpora.resolve("mime-mail-parser-stalwart")))) {
            messages = files.filter(f -> f.toString().endsWith(".msg") || f.toString().endsWith(".eml"))
                    .sorted()
                    .map(MimeTortureSpeed::octets)
                    .toList();
        }
    }

    private static byte[] octets(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Benchmark
    public long chancery() throws SyntaxException, IOException {
        long seen = 0;
        for (byte[] message : messages) {
            for (Entity part : MessageParser.parse(message).root().walk().toList()) {
                seen += part.children().isEmpty() ? part.size() : 0;
            }
        }
        return seen;
    }

    @Benchmark
    public long peerMime4j() throws MimeException, IOException {
        long seen = 0;
        for (byte[] message : messages) {
            seen += Peers.mime4j(message, true);
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
