package chancery.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Pins every default that a running installation would feel. */
class ServerConfigTest {
    private final ServerConfig config = ConfigLoader.defaults(ServerConfig.class);

    @Test
    void listenersUseUnprivilegedPorts() {
        var listeners = config.listeners();
        assertThat(listeners.mx()).isEqualTo(new ListenPort(2525));
        assertThat(listeners.submission()).isEqualTo(new ListenPort(2587));
        assertThat(listeners.submissions()).isEqualTo(new ListenPort(2465));
        assertThat(listeners.https()).isEqualTo(new ListenPort(8443));
        assertThat(listeners.http()).isEqualTo(new ListenPort(8080));
        assertThat(listeners.management()).isEqualTo(new HostPort("127.0.0.1", 9464));
        assertThat(listeners.addresses()).containsExactly("*");
        assertThat(listeners.proxies()).isEmpty();
        assertThat(listeners.certificate()).isEmpty();
        assertThat(listeners.certificateKey()).isEmpty();
    }

    @Test
    void storeIsTheOwnOne() {
        assertThat(config.database().embedded()).isTrue();
        assertThat(config.database().user()).isEqualTo("chancery");
        assertThat(config.database().passwordFile()).isEmpty();
        assertThat(config.database().connections()).isEqualTo(16);
        assertThat(config.blobs().kind()).isEqualTo(BlobsConfig.Kind.FOLDER);
        assertThat(config.blobs().folder()).isEmpty();
        assertThat(config.blobs().s3().region()).isEqualTo("us-east-1");
    }

    @Test
    void limitsAreTheStatedOnes() {
        assertThat(config.limits())
                .isEqualTo(new LimitsConfig(
                        DataSize.ofMegabytes(150),
                        1000,
                        2000,
                        100,
                        600,
                        DataSize.ofMegabytes(1),
                        10000,
                        100,
                        DataSize.ofMegabytes(1),
                        Duration.ofMinutes(5),
                        new DataSize(200),
                        20));
    }

    @Test
    void mailIsTriedFiveDays() {
        assertThat(config.spool())
                .isEqualTo(new SpoolConfig(
                        Duration.ofMinutes(5),
                        Duration.ofHours(4),
                        Duration.ofHours(4),
                        Duration.ofDays(5),
                        Duration.ofMinutes(2),
                        Duration.ofSeconds(20)));
        assertThat(config.outbound().routes()).isEmpty();
        assertThat(config.outbound().trust()).isEmpty();
        assertThat(config.outbound().helo()).isEmpty();
        assertThat(config.outbound().concurrency()).isEqualTo(200);
        assertThat(config.outbound().perDestination()).isEqualTo(20);
        assertThat(config.outbound().connectTimeout()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void logsHideAddresses() {
        assertThat(config.logs()).isEqualTo(new LogsConfig(LogsConfig.Level.INFO, LogsConfig.Format.AUTO, true, false));
        assertThat(config.portal().expiryDays()).isEqualTo(14);
        assertThat(config.portal().baseUrl()).isEmpty();
        assertThat(config.dns().servers()).isEmpty();
        assertThat(config.hostname()).isEqualTo("chancery.localhost");
    }

    @Test
    void mailLogsGoAfterThirtyDaysAndTheAuditAfterAYear() {
        assertThat(config.retention())
                .isEqualTo(new RetentionConfig(
                        Duration.ofDays(30), Duration.ofDays(365), Duration.ofDays(1), Duration.ofHours(1)));
    }
}
