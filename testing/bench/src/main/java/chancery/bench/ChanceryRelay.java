package chancery.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Chancery as its users start it, relaying everything to the sink, with policy, audit and fsync on. */
final class ChanceryRelay implements Relay {
    /** Where its data lies in its folder. */
    static final String DATA = "data";

    private final Process process;
    private final int port;

    private ChanceryRelay(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** @param command the launcher with everything before {@code serve}; a folder that was used before keeps its data */
    static ChanceryRelay start(List<String> command, Path folder, int port, int managementPort, int sinkPort)
            throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path configuration = folder.resolve("chancery.yaml");
        Files.writeString(configuration, configuration(port, managementPort, sinkPort));
        Path data = folder.resolve(DATA);
        boolean isNew = !Files.exists(data);
        var line = new ArrayList<>(command);
        line.addAll(List.of("serve", "--data", data.toString(), "--config", configuration.toString()));
        Process process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("serve.log").toFile())
                .start();
        PostfixRelay.awaitPort(port);
        if (isNew) {
            tell(command, data, sinkPort);
        }
        return new ChanceryRelay(process, port);
    }

    private static void tell(List<String> command, Path data, int sinkPort) throws IOException, InterruptedException {
        for (List<String> words : List.of(
                List.of("tenant", "add", "name=bench"),
                List.of("domain", "add", "tenant=bench", "domain=clinic.example", "mail-server=127.0.0.1:" + sinkPort),
                List.of("relay-host", "add", "tenant=bench", "network=127.0.0.0/8"))) {
            var all = new ArrayList<>(command);
            all.add("admin");
            all.addAll(words);
            all.addAll(List.of("--data", data.toString()));
            run(all);
        }
    }

    private static String configuration(int port, int managementPort, int sinkPort) {
        return """
                hostname: relay.clinic.example
                listeners:
                  mx: %d
                  submission: off
                  submissions: off
                  https: 0
                  http: off
                  management: "127.0.0.1:%d"
                  addresses: ["127.0.0.1"]
                outbound:
                  routes: {"*": "127.0.0.1:%d"}
                limits:
                  connections-per-address: 1000
                """.formatted(port, managementPort, sinkPort);
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Process admin = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(admin.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (admin.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed: " + output);
        }
    }

    @Override
    public String name() {
        return "Chancery";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public long process() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
