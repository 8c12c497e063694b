package chancery.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Database, blobs and everything else on a disk that fills up and is cleared again. */
final class DiskFullTest {
    private final Path disk = GatewayProgram.freshFolder("disk");
    private boolean mounted;

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        if (mounted) {
            run("umount", "-l", disk.toString());
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    @Test
    void refusedWhileItIsFullAndAcceptedAfterwards() throws IOException, InterruptedException {
        mounted = run("mount", "-t", "tmpfs", "-o", "size=400m,mode=755", "tmpfs", disk.toString()) == 0;
        assumeTrue(mounted, "a small disk cannot be mounted here; that needs root");
        try (var sink = new Sink(Load::content);
                var gateway = Gateway.startedIn(disk.resolve("gateway"), GatewayConfig.to(sink))) {
            long process = gateway.pid();
            Load load = Load.start(gateway::mx, 4);
            try (load) {
                Await.until(
                        Duration.ofSeconds(30),
                        "mail flows",
                        () -> load.answered().size() > 60);
                fill();
                int refused = refused(load);
                Await.until(Duration.ofSeconds(60), "4yz while it is full", () -> refused(load) > refused + 20);
                Files.delete(disk.resolve("ballast"));
                int before = load.answered().size();
                Await.until(
                        Duration.ofSeconds(60),
                        "mail flows again",
                        () -> load.answered().size() > before + 60);
            }
            Await.met(Duration.ofSeconds(60), () -> sink.arrived().containsAll(load.answered()));
            System.out.println("e2e disk full: answered=" + load.answered().size() + " refusals=" + load.refusals());
            assertThat(load.answered()).as("lost").isSubsetOf(sink.arrived());
            assertThat(load.refusals().keySet()).as("nothing but 4yz").allMatch(r -> r.startsWith("4"));
            assertThat(sink.changed()).isEmpty();
            assertThat(gateway.pid()).isEqualTo(process);
            assertThat(gateway.isAlive()).isTrue();
        }
    }

    private static int refused(Load load) {
        return load.refusals().values().stream().mapToInt(Integer::intValue).sum();
    }

    private void fill() throws IOException {
        byte[] block = new byte[4096];
        try (OutputStream out = Files.newOutputStream(disk.resolve("ballast"))) {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            // no space is left, as wanted
            assertThat(disk.toFile().getUsableSpace()).as("%s", e.getMessage()).isLessThan(1 << 20);
        }
    }
}
