package chancery.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.testkit.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Starts that cannot be, and what the person at the terminal reads. Without a JDK 25: the launcher's own test. */
final class BadStartTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Sink sink = new Sink(local -> new byte[0]);

    private Gateway withConfig(String yaml) throws IOException {
        Gateway gateway = Gateway.in(GatewayProgram.freshFolder("gateway"), GatewayConfig.to(sink));
        Files.writeString(gateway.configFile(), yaml);
        return gateway;
    }

    private static void refuses(Gateway gateway, String... words) {
        try (gateway) {
            gateway.launch();
            assertThat(gateway.awaitEnd(PATIENCE)).as(gateway.said()).isIn(1, 2);
            assertThat(gateway.said()).contains(words).doesNotContain("\tat chancery");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "'hostnam: gateway.clinic.example' | hostnam | hostname",
                "'listeners: {mx: 70000}' | listeners.mx | 70000",
                "'listeners: {mx: [1, 2]}' | listeners.mx | mx",
                "'limits: {message-size: huge}' | limits.message-size | huge",
                "'limits: {idle: 5 parsecs}' | limits.idle | parsecs",
                "'listeners: {mx: 25' | chancery.yaml:1 | not YAML",
                "'- a list' | chancery.yaml | chancery.yaml",
                "'hostname: \"no name!\"' | hostname | no name!",
                "'database: {url: \"mysql://x\"}' | database | jdbc:postgresql:",
                "'blobs: {kind: tape}' | blobs.kind | tape"
            })
    void brokenConfig(String yaml, String place, String what) throws IOException {
        refuses(withConfig(yaml), place, what);
    }

    @Test
    void noConfigAtThatPlace() throws IOException {
        Gateway gateway = withConfig("");
        Files.delete(gateway.configFile());
        refuses(gateway, "chancery.yaml");
    }

    @ParameterizedTest(name = "listeners.{0}")
    @CsvSource({"mx", "submission", "https", "http", "management"})
    void portTaken(String key) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = "" + taken.getLocalPort();
            String wanted = key.equals("management") ? "\"127.0.0.1:" + port + "\"" : port;
            String yaml =
                    GatewayConfig.to(sink).yaml().replaceAll("(?m)^  " + key + ": .*$", "  " + key + ": " + wanted);
            refuses(withConfig(yaml), "port " + port, "listeners." + key);
        }
    }

    @Test
    void everyTakenPortIsNamedAtOnceBeforeAnythingIsStarted() throws IOException {
        try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String yaml = GatewayConfig.to(sink)
                    .yaml()
                    .replaceAll("(?m)^  mx: .*$", "  mx: " + one.getLocalPort())
                    .replaceAll("(?m)^  https: .*$", "  https: " + other.getLocalPort());
            Gateway gateway = withConfig(yaml);
            refuses(gateway, "listeners.mx", "listeners.https", "" + one.getLocalPort(), "" + other.getLocalPort());
            assertThat(gateway.data().resolve("postgresql")).doesNotExist();
        }
    }

    @Test
    void twoKeysOnOnePort() throws IOException {
        int port = FreePorts.next();
        String yaml = GatewayConfig.to(sink)
                .yaml()
                .replaceAll("(?m)^  mx: .*$", "  mx: " + port)
                .replaceAll("(?m)^  submission: .*$", "  submission: " + port);
        refuses(withConfig(yaml), "port " + port + " is named by both listeners.mx and listeners.submission");
    }

    @Test
    void unreachableDatabase() throws IOException {
        String yaml = GatewayConfig.to(sink)
                .withDatabase("database: {url: \"jdbc:postgresql://127.0.0.1:1/x\"}")
                .yaml();
        refuses(withConfig(yaml), "database.url", "127.0.0.1:1");
    }

    @Test
    void twoOnOneFolderAndThenDataOfANewerVersion() throws IOException, SQLException {
        try (Gateway first = Gateway.in(GatewayProgram.freshFolder("gateway"), GatewayConfig.to(sink))) {
            first.start();
            try (Gateway second = Gateway.in(first.data().getParent(), GatewayConfig.to(sink))) {
                second.launch();
                assertThat(second.awaitEnd(PATIENCE)).isEqualTo(1);
                assertThat(second.said()).contains("in use", first.data().toString());
                assertThat(first.isAlive()).isTrue();
                pretendToBeNewer(first.data());
                first.terminate(PATIENCE);
                second.launch();
                assertThat(second.awaitEnd(PATIENCE)).isEqualTo(1);
                assertThat(second.said()).contains("newer version", "9999");
                assertThat(second.database().all())
                        .as("nothing is left running")
                        .isEmpty();
            }
        }
    }

    private static void pretendToBeNewer(Path data) throws IOException, SQLException {
        Path folder = data.resolve("postgresql");
        String port = Files.readAllLines(folder.resolve("data").resolve("postmaster.pid"))
                .get(3)
                .strip();
        String password = Files.readString(folder.resolve("password")).strip();
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
        try (var connection = DriverManager.getConnection(url, "postgres", password);
                var statement = connection.createStatement();
                var tables = statement.executeQuery(
                        "SELECT schemaname || '.' || tablename FROM pg_tables WHERE tablename LIKE '%schema_history'")) {
            assertThat(tables.next()).isTrue();
            String history = tables.getString(1);
            try (var change = connection.createStatement()) {
                change.execute("INSERT INTO " + history + " (installed_rank, version, description, type, script,"
                        + " installed_by, execution_time, success) VALUES (9999, '9999', 'of the future', 'SQL',"
                        + " 'V9999__of_the_future.sql', 'postgres', 1, true)");
            }
        }
    }
}
