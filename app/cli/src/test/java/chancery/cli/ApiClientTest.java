package chancery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client commands against a server that records what it was asked. */
class ApiClientTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final StringBuilder asked = new StringBuilder();
    private volatile int status = 200;
    private volatile String answer = "[]";
    private HttpServer server = start();

    private HttpServer start() {
        try {
            var made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            made.createContext("/", exchange -> {
                asked.append(exchange.getRequestMethod())
                        .append(' ')
                        .append(exchange.getRequestURI())
                        .append(' ')
                        .append(exchange.getRequestHeaders().getFirst("Authorization"))
                        .append(' ')
                        .append(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                var bytes = answer.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
                exchange.getResponseBody().write(bytes);
                exchange.close();
            });
            made.start();
            return made;
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @BeforeEach
    void token() throws Exception {
        Files.writeString(folder.resolve("admin.token"), "swordfish\n");
        Files.setPosixFilePermissions(folder.resolve("admin.token"), PosixFilePermissions.fromString("rw-------"));
        Files.writeString(
                folder.resolve("api.url"),
                "http://127.0.0.1:" + server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private int run(String... arguments) {
        var all = java.util.stream.Stream.concat(
                        java.util.Arrays.stream(arguments), java.util.stream.Stream.of("--data", folder.toString()))
                .toArray(String[]::new);
        return Chancery.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all);
    }

    @Test
    void listsAsATable() {
        answer = "[{\"id\":\"1\",\"name\":\"clinic\"},{\"id\":\"2\",\"name\":\"a\\u001b[31mred\",\"note\":null}]";
        assertThat(run("admin", "tenant", "list")).isZero();
        assertThat(asked).hasToString("GET /api/v1/tenants Bearer swordfish ");
        assertThat(out.toString().lines()).containsExactly("id  name       note", "1   clinic", "2   a [31mred");
    }

    @Test
    void listsInsideAnObjectToo() {
        answer = "{\"items\":[{\"id\":\"7\"}],\"next\":null}";
        assertThat(run("admin", "queue", "list", "tenant=clinic")).isZero();
        assertThat(asked.toString()).startsWith("GET /api/v1/queue?tenant=clinic ");
        assertThat(out.toString().lines()).containsExactly("id", "7");
    }

    @Test
    void fieldsBecomeJson() throws Exception {
        var note = Files.writeString(folder.resolve("note"), "from a file\n");
        answer = "{\"id\":\"9\",\"ports\":[25,26],\"inner\":{\"a\":true}}";
        assertThat(run("admin", "domain", "add", "name=x.example", "mail-port=25", "note=@" + note))
                .isZero();
        assertThat(asked.toString())
                .startsWith("POST /api/v1/domains ")
                .endsWith("{\"mailPort\":25,\"name\":\"x.example\",\"note\":\"from a file\"}");
        assertThat(out.toString()).contains("id     9", "ports  25, 26", "a  true");
    }

    @Test
    void jsonIsTheApisOwnAnswer() {
        answer = "[{\"id\":\"1\"}]";
        assertThat(run("admin", "route", "list", "--json")).isZero();
        assertThat(ApiClient.parse(out.toString()).get(0).path("id").asString(""))
                .isEqualTo("1");
    }

    @Test
    void problemsAreSaid() {
        status = 422;
        answer = "{\"title\":\"Not accepted\",\"detail\":\"domain x is taken\"}";
        assertThat(run("admin", "domain", "remove", "a/b")).isEqualTo(1);
        assertThat(asked.toString()).startsWith("DELETE /api/v1/domains/a%2Fb ");
        assertThat(err.toString())
                .contains("chancery: Not accepted: domain x is taken")
                .doesNotContain("Exception");
        status = 401;
        answer = "";
        assertThat(run("admin", "tenant", "list")).isEqualTo(1);
        assertThat(err.toString()).contains("refuses this token");
    }

    @Test
    void everyMistakeOfAPolicyIsSaid() {
        status = 422;
        answer = "{\"title\":\"Not granted\",\"detail\":\"2 mistakes\",\"errors\":[\"rule 1\",\"rule 2\"]}";
        assertThat(run("admin", "policy", "add", "tenant=clinic", "portal-days=99"))
                .isEqualTo(1);
        assertThat(asked.toString())
                .startsWith("POST /api/v1/policies ")
                .endsWith("{\"portalDays\":99,\"tenant\":\"clinic\"}");
        assertThat(err.toString().lines()).containsExactly("chancery: Not granted: 2 mistakes", "  rule 1", "  rule 2");
    }

    @Test
    void olderPolicyIsPublishedAgain() {
        assertThat(run("admin", "policy", "publish", "clinic", "3")).isZero();
        assertThat(asked.toString()).startsWith("POST /api/v1/policies/clinic/versions/3/publish ");
    }

    @Test
    void changeSendsOnlyWhatIsNamed() {
        assertThat(run("admin", "domain", "change", "clinic.example", "mail-server=192.0.2.8"))
                .isZero();
        assertThat(asked.toString())
                .startsWith("PATCH /api/v1/domains/clinic.example ")
                .contains("{\"mailServer\":\"192.0.2.8\"}");
    }

    @Test
    void lonelyWordNamesWhatIsAdded() {
        assertThat(run("admin", "tenant", "add", "clinic")).isZero();
        assertThat(asked.toString()).startsWith("POST /api/v1/tenants ").contains("{\"name\":\"clinic\"}");
    }

    @Test
    void brokenAuditIsAFailure() {
        answer = "[{\"tenant\":\"broken\",\"state\":\"intact\"}]";
        assertThat(run("admin", "audit", "verify", "tenant=broken")).isZero();
        answer = "[{\"tenant\":\"clinic\",\"state\":\"broken\"}]";
        assertThat(run("admin", "audit", "verify")).isEqualTo(1);
        assertThat(err.toString()).contains("not intact");
    }

    @Test
    void sentencesStandBelowEachOther() {
        answer = "[{\"domain\":\"x.example\",\"explanation\":\"" + "why ".repeat(30) + "\"}]";
        assertThat(run("admin", "route", "list")).isZero();
        assertThat(out.toString()).contains("domain       x.example", "why ".repeat(29));
    }

    @Test
    void nobodyThereIsSaid() {
        server.stop(0);
        assertThat(run("admin", "tenant", "list")).isEqualTo(1);
        assertThat(err.toString()).contains("no gateway answers at http://127.0.0.1:", "./chancery serve");
    }

    @Test
    void explainSendsThePlanRequest() throws Exception {
        var mail = Files.write(folder.resolve("m.eml"), new byte[] {'S', ':', (byte) 0xe9, '\n'});
        answer = "[{\"recipient\":\"b@x.example\",\"decision\":\"portal\"}]";
        assertThat(run("explain", "--from", "a@c.example", "--to", "b@x.example,d@y.example", mail.toString()))
                .isZero();
        assertThat(asked.toString())
                .contains("POST /api/v1/plan")
                .contains("\"to\":[\"b@x.example\",\"d@y.example\"]")
                .contains("\"content\":\"S:é\\n\"");
        assertThat(out.toString()).contains("b@x.example: portal");
        assertThat(run("explain", "--from", "a@c.example", "--to", "b@x.example", "none.eml"))
                .isEqualTo(2);
    }
}
