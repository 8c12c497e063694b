package chancery.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chancery.config.ConfigLoader;
import chancery.config.ListenersConfig;
import chancery.config.ServerConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {
    @TempDir
    Path data;

    private ListenersConfig listeners(int mx, int submission, int https, String address) {
        return ConfigLoader.parse(ServerConfig.class, "test", """
                        listeners: {mx: %d, submission: %d, submissions: 0, https: %d, http: off,
                          management: "127.0.0.1:0", addresses: ["%s"]}
                        """.formatted(mx, submission, https, address), data)
                .orThrow()
                .listeners();
    }

    private static ServerSocket taken() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @Test
    void allThatAreTakenAreNamedAtOnceWithTheirKeys() throws IOException {
        try (ServerSocket one = taken();
                ServerSocket other = taken()) {
            ListenersConfig listeners = listeners(one.getLocalPort(), 0, other.getLocalPort(), "127.0.0.1");
            assertThatThrownBy(() -> Ports.check(listeners, data))
                    .isInstanceOf(ServerStartException.class)
                    .hasMessageContainingAll(
                            "port " + one.getLocalPort() + " on 127.0.0.1 (listeners.mx)",
                            "port " + other.getLocalPort() + " on 127.0.0.1 (listeners.https)",
                            "another program uses it");
        }
    }

    @Test
    void twoKeysMayNotNameTheSame() throws IOException {
        int port;
        try (ServerSocket free = taken()) {
            port = free.getLocalPort();
        }
        assertThatThrownBy(() -> Ports.check(listeners(port, port, 0, "127.0.0.1"), data))
                .hasMessage("port " + port + " is named by both listeners.mx and listeners.submission");
        assertThatCode(() -> Ports.check(listeners(0, 0, 0, "127.0.0.1"), data)).doesNotThrowAnyException();
    }

    @Test
    void anAddressOfAnotherMachineIsCalledThat() {
        assertThatThrownBy(() -> Ports.check(listeners(1, 0, 0, "192.0.2.77"), data))
                .hasMessageContainingAll("192.0.2.77", "no address of this machine");
    }

    @Test
    void anotherGatewayOnTheFolderIsTheStoresToTell() throws IOException {
        try (ServerSocket one = taken();
                FileChannel lock =
                        FileChannel.open(data.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            assertThat(lock.lock().isValid()).isTrue();
            assertThatCode(() -> Ports.check(listeners(one.getLocalPort(), 0, 0, "127.0.0.1"), data))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void stoppingIsNotCutShortByAnInterrupt() {
        var finished = new AtomicBoolean();
        var stages = new Stages();
        stages.add(() -> finished.set(!Thread.currentThread().isInterrupted()));
        Thread.currentThread().interrupt();
        stages.close();
        assertThat(finished).isTrue();
        assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
    }
}
