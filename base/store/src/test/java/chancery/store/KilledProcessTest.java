package chancery.store;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mail.TenantId;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A process that stores contents is killed at random moments, its database now and then too; what it said is kept. */
@Tag("soak")
class KilledProcessTest {
    private static final int ROUNDS = Integer.getInteger("chancery.kills", 25);
    private static final TenantId TENANT = new TenantId(new UUID(1, 2));

    /** The process that gets killed: stores contents one by one and prints the name of each that is committed. */
    static final class Victim {
        private Victim() {}

        public static void main(String[] arguments) throws Exception {
            StoreConfig config = StoreConfig.in(Path.of(arguments[0]));
            Database database = DatabaseStarter.start(config, Path.of(arguments[1]));
            ContentVault vault = ContentVault.open(database, config.blobs());
            System.out.println("started");
            for (int i = 0; ; i++) {
                ContentWriter writer = vault.begin(TENANT, Uuid7.next(Clock.systemUTC()));
                writer.write(new byte[i % 10 == 9 ? 300_000 : 4_000]);
                SealedContent sealed = writer.seal();
                database.onMailPath(handle -> {
                    vault.insert(handle, List.of(sealed));
                    return true;
                });
                System.out.println(sealed.content().contentId());
            }
        }
    }

    @Test
    void whatWasCommittedIsThereAfterEachKill() throws Exception {
        Path programs = TestDatabase.sharedBinaries(Path.of(System.getProperty("java.io.tmpdir")));
        Path data = Files.createTempDirectory("killed-");
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
        Random random = new Random(7);
        Set<String> committed = ConcurrentHashMap.newKeySet();
        int started = 0;
        for (int round = 0; round < ROUNDS; round++) {
            // the first rounds die during initialisation and migration
            started +=
                    run(data, programs, Duration.ofMillis(300 + random.nextInt(round < 5 ? 3_000 : 6_000)), committed);
            if (random.nextInt(4) == 0) {
                killServer(data);
            }
        }
        verify(data, programs, committed);
        assertThat(started).as("rounds that got as far as serving").isPositive();
        assertThat(committed).isNotEmpty();
        PostgresBinaries.remove(data);
    }

    private static int run(Path data, Path programs, Duration life, Set<String> committed) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(Victim.class.getName(), data.toString(), programs.toString()));
        Process process = new ProcessBuilder(command)
                .redirectError(data.resolveSibling("victim.log").toFile())
                .start();
        Thread reaper = Thread.ofVirtual().start(() -> {
            try {
                Pause.of(life);
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            process.destroyForcibly();
        });
        int started = 0;
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.equals("started")) {
                    started = 1;
                } else if (line.length() == 36) {
                    committed.add(line);
                }
            }
        }
        reaper.join();
        int status = process.waitFor();
        assertThat(status)
                .as("killed, not ended by itself: " + Files.readString(data.resolveSibling("victim.log")))
                .isEqualTo(137);
        return started;
    }

    private static void killServer(Path data) throws Exception {
        var server = new PostgresProcesses(data.resolve("postgresql").resolve("data")).server();
        if (server.isPresent()) {
            ProgramRunner.signal(server.get().process().pid(), "KILL");
        }
    }

    private static void verify(Path data, Path programs, Set<String> committed) throws Exception {
        StoreConfig config = StoreConfig.in(data);
        long begin = System.nanoTime();
        Database database = DatabaseStarter.start(config, programs);
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        assertThat(took).isLessThan(Duration.ofSeconds(60));
        ContentVault vault = ContentVault.open(database, config.blobs());
        for (String id : committed) {
            try (var clear = ((Opened.Content) vault.open(TENANT, UUID.fromString(id))).clear()) {
                assertThat(clear.readAllBytes().length).isIn(4_000, 300_000);
            }
        }
        database.close();
    }
}
