package chancery.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import chancery.config.HostPort;
import chancery.mail.EnvelopeOptions;
import chancery.mail.TlsRequirement;
import chancery.net.FakeDns;
import chancery.testkit.FreePorts;
import chancery.testkit.RealPeer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Delivers to Postfix's own sink, which judges our side of the protocol. */
@NullMarked
@Timeout(60)
class SmtpSinkTest {
    @TempDir
    Path folder;

    private RealPeer sink(int port, List<String> options) throws IOException {
        var program = RealPeer.find("smtp-sink");
        assumeTrue(program.isPresent() || RealPeer.everyProgramIsExpected(), "smtp-sink is not installed");
        List<String> command = new ArrayList<>(List.of(program.orElseThrow().toString()));
        if (System.getProperty("user.name", "").equals("root")) {
            command.addAll(List.of("-u", "root"));
        }
        command.addAll(options);
        command.addAll(List.of("127.0.0.1:" + port, "100"));
        var peer = RealPeer.start(command);
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (System.nanoTime() < end) {
            try (var probe = new Socket()) {
                probe.connect(new InetSocketAddress("127.0.0.1", port), 200);
                return peer;
            } catch (IOException e) {
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
        }
        throw new IOException("smtp-sink did not start: " + peer.output());
    }

    private static OutboundDeliverer to(int port) {
        var routes = Map.of("*", new HostPort("127.0.0.1", port));
        return Outbound.deliverer(Outbound.config(routes, Optional.empty()), new FakeDns(), 25);
    }

    @Test
    void theSinkGetsTheContentAndNothingElse() throws IOException {
        int port = FreePorts.next();
        String content = "Subject: dots\r\n\r\n.\r\n..\r\n.leading\r\nlast\r\n";
        try (var sink = sink(port, List.of("-d", folder.resolve("mail.").toString()));
                var deliverer = to(port)) {
            var attempt = Outbound.attempt(
                    TlsRequirement.OPPORTUNISTIC, EnvelopeOptions.NONE, content, "a@b.example", "c@b.example");
            assertThat(Outbound.words(deliverer.attempt(attempt)))
                    .containsExactly("relayed 250 2.0.0", "relayed 250 2.0.0");
            try (Stream<Path> files = Files.list(folder)) {
                String written = Files.readString(files.findFirst().orElseThrow(), StandardCharsets.ISO_8859_1);
                assertThat(written).contains("<a@b.example>").contains("<c@b.example>");
                assertThat(written).contains(content.replace("\r\n", "\n"));
            }
            assertThat(sink.output()).isEmpty();
        }
    }

    @Test
    void manyAttemptsAtOnceShareFewConnections() throws Exception {
        int port = FreePorts.next();
        var relayed = new AtomicInteger();
        int mails = 500;
        try (var sink = sink(port, List.of());
                var deliverer = to(port)) {
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < 10; t++) {
                threads.add(Thread.startVirtualThread(() -> {
                    for (int i = 0; i < mails / 10; i++) {
                        var result = deliverer.attempt(Outbound.attempt(TlsRequirement.OPPORTUNISTIC, "a@b.example"));
                        if (Outbound.words(result).equals(List.of("relayed 250 2.0.0"))) {
                            relayed.incrementAndGet();
                        }
                    }
                }));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(relayed).hasValue(mails);
            assertThat(deliverer.idleSessions()).isLessThanOrEqualTo(10);
            assertThat(sink.output()).isEmpty();
        }
    }
}
