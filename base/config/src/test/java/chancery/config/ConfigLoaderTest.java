package chancery.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigLoaderTest {
    @TempDir
    Path folder;

    private Loaded<ServerConfig> parse(String yaml) {
        return ConfigLoader.parse(ServerConfig.class, "chancery.yaml", yaml, folder);
    }

    record Bad(String name, String yaml, String... problems) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Bad> bad() {
        return Stream.of(
                new Bad(
                        "unknown key, near one",
                        "outbound:\n  rotues: {}\n",
                        "chancery.yaml:2:3: outbound.rotues: is no key; did you mean routes?"),
                new Bad(
                        "unknown key that lives elsewhere",
                        "mx: 25\n",
                        "chancery.yaml:1:1: mx: is no key; did you mean listeners.mx?"),
                new Bad(
                        "unknown section",
                        "zzzz: 1\n",
                        "chancery.yaml:1:1: zzzz: is no key; known here: hostname, node"),
                new Bad(
                        "snake case",
                        "portal:\n  expiry_days: 3\n",
                        "2:3: portal.expiry_days: is no key; did you mean expiry-days?"),
                new Bad("wrong type", "limits:\n  parts: many\n", "2:10: limits.parts: 'many' is no whole number"),
                new Bad("out of range", "portal:\n  expiry-days: 30\n", "2:16: portal.expiry-days: must be 1 to 21"),
                new Bad(
                        "size without unit",
                        "limits: {message-size: 1000000}",
                        "1:24: limits.message-size: '1000000' is no size"),
                new Bad("duration", "dns: {timeout: 5 minutes}", "1:16: dns.timeout: '5 minutes' is no duration"),
                new Bad("huge number", "limits: {parts: 99999999999}", "is too large"),
                new Bad("port", "listeners: {mx: 70000}", "listeners.mx: 70000 is no port"),
                new Bad("host without port", "dns: {servers: [9.9.9.9]}", "'9.9.9.9' is not host:port"),
                new Bad("no list", "dns: {servers: \"9.9.9.9:53\"}", "dns.servers: is a list"),
                new Bad("list for a value", "hostname: [a, b]", "hostname: is one value"),
                new Bad("section as value", "limits: 5", "limits: is a section; write its keys below it"),
                new Bad("twice", "hostname: a\nhostname: b\n", "2:1: hostname: is written twice"),
                new Bad("no YAML", "a: [1,\nb: }", "is not YAML here"),
                new Bad("tab", "limits:\n\tparts: 5\n", "chancery.yaml:2:1: is not YAML here"),
                new Bad("enum", "logs: {level: loud}", "'loud' is none of error, warn, info, debug, trace"),
                new Bad("half a certificate", "listeners:\n  certificate: a.pem\n", "belong together"),
                new Bad("password in url", "database: {url: 'jdbc:postgresql://h/d?password=x'}", "use password-file"),
                new Bad("plain portal", "portal: {base-url: 'http://x.example'}", "must start with https://"),
                new Bad("boolean", "logs: {redact: maybe}", "neither true nor false"),
                new Bad("nothing where a value is needed", "dns: {timeout: }", "dns.timeout: needs a value"),
                new Bad(
                        "all at once, in order",
                        "hostnam: x\nlimits: {parts: x, depth: 1000}\n",
                        "1:1: hostnam",
                        "2:17: limits.parts",
                        "2:27: limits.depth"));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void refuses(Bad example) {
        assertThat(parse(example.yaml())).isInstanceOfSatisfying(Loaded.Refused.class, refused -> {
            assertThat(refused.toString().split("\n")).hasSize(Math.max(1, example.problems().length));
            assertThat(refused.toString()).contains(example.problems());
        });
    }

    @Test
    void readsEveryKindOfValue() {
        var config = parse("""
                hostname: mail.example.org
                database: {url: "jdbc:postgresql://db/x", password-file: pw}
                listeners: {mx: 25, http: off, https: 0, addresses: ["192.0.2.1", "2001:db8::1"]}
                dns: {servers: ["[::1]:53", "127.0.0.1:5353"], timeout: 1m}
                outbound:
                  routes:
                    partner.example: "10.0.0.1:25"
                    "*": "[2001:db8::2]:2525"
                  trust: ca.pem
                limits: {message-size: 1GB}
                spool: {expiry: 1d 12h}
                logs: {level: debug, redact: no}
                """).orThrow();
        assertThat(config.hostname()).isEqualTo("mail.example.org");
        assertThat(config.listeners().http().isOff()).isTrue();
        assertThat(config.listeners().https()).isEqualTo(new ListenPort(0));
        assertThat(config.dns().servers()).containsExactly(new HostPort("::1", 53), new HostPort("127.0.0.1", 5353));
        assertThat(config.outbound().routes())
                .isEqualTo(Map.of(
                        "partner.example", new HostPort("10.0.0.1", 25), "*", new HostPort("2001:db8::2", 2525)));
        assertThat(config.outbound().trust()).contains(folder.resolve("ca.pem"));
        assertThat(config.limits().messageSize()).isEqualTo(DataSize.parse("1024MB"));
        assertThat(config.spool().expiry()).isEqualTo(Duration.ofHours(36));
        assertThat(config.logs().redact()).isFalse();
        assertThat(config.database().passwordFile()).contains(new SecretFile(folder.resolve("pw")));
        assertThat(config.limits().recipients()).isEqualTo(1000);
    }

    @Test
    void emptyFileIsTheDefaults() {
        assertThat(parse("# nothing\n").orThrow()).isEqualTo(ConfigLoader.defaults(ServerConfig.class));
        assertThat(parse("limits:\n").orThrow()).isEqualTo(ConfigLoader.defaults(ServerConfig.class));
    }

    @Test
    void missingFileAndFolderAreSaid() {
        assertThat(ConfigLoader.load(ServerConfig.class, folder.resolve("none.yaml"))
                        .toString())
                .contains("there is no such file", "./chancery config");
        assertThat(ConfigLoader.load(ServerConfig.class, folder).toString()).contains("is a folder");
    }

    @Test
    void nothingSecretIsShown() throws Exception {
        var file = Files.writeString(folder.resolve("pw"), "swordfish\n");
        Files.setPosixFilePermissions(file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        var secret = new SecretFile(file).read();
        assertThat(secret.reveal()).isEqualTo("swordfish");
        assertThat(secret.toString()).doesNotContain("swordfish");
        assertThat(secret.matches("swordfish")).isTrue();
        assertThat(secret.matches("sword")).isFalse();
        Files.setPosixFilePermissions(file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> new SecretFile(file).read()).hasMessageContaining("chmod 600");
    }
}
