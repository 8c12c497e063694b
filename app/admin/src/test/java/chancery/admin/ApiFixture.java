package chancery.admin;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.audit.AuditLog;
import chancery.audit.AuditRecord;
import chancery.mail.DeliveryMethod;
import chancery.mail.EmailAddress;
import chancery.mail.Envelope;
import chancery.mail.EnvelopeOptions;
import chancery.mail.EnvelopeRecipient;
import chancery.mail.MailTransaction;
import chancery.mail.ReversePath;
import chancery.mail.SyntaxException;
import chancery.mail.TenantId;
import chancery.mail.TlsRequirement;
import chancery.policy.Policies;
import chancery.spool.AcceptedMail;
import chancery.spool.AttemptReport;
import chancery.spool.EntryState;
import chancery.spool.QueueDesk;
import chancery.spool.QueueEntry;
import chancery.spool.Schedule;
import chancery.spool.Spool;
import chancery.spool.SpoolConfig;
import chancery.store.ContentVault;
import chancery.store.Database;
import chancery.store.SealedContent;
import chancery.store.TestDatabase;
import chancery.store.Uuid7;
import chancery.tenancy.AccountChanges;
import chancery.tenancy.ChangeAudit;
import chancery.tenancy.Tenancy;
import chancery.tenancy.TenancyChanges;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The API behind a real Tomcat on a free port, over a real database, with a queue in which nothing is ever tried. */
final class ApiFixture implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(AdminWebConfiguration.class)
    static class Application {}

    record Answer(int status, String contentType, JsonNode body) {
        /** The problem's detail. */
        String detail() {
            return body.path("detail").asString("");
        }
    }

    final Clock clock = Clock.systemUTC();
    final Database database = TestDatabase.fresh();
    final ContentVault vault = TestDatabase.vault(database);
    final AuditLog audit = new AuditLog(database);
    final Path tokenFile;
    final String operatorToken;
    final ServletWebServerApplicationContext context;

    /** Every answer of every test is held against the description. */
    final DescriptionCheck described = new DescriptionCheck();

    private final Spool spool;
    private final HttpClient http = HttpClient.newHttpClient();

    ApiFixture() throws IOException {
        tokenFile = Files.createTempDirectory("admin-").resolve("admin.token");
        var changes = new ChangeAudit(audit, clock);
        var tenancy = new Tenancy(database, clock);
        var config = SpoolConfig.of("test");
        var admin = new Admin(
                new Admin.Directory(
                        tenancy,
                        new TenancyChanges(database, tenancy, changes, clock),
                        new AccountChanges(database, tenancy, changes, clock, new SecureRandom())),
                new Policies(database, changes, clock),
                new QueueDesk(database, audit, config, clock),
                audit,
                OperatorToken.in(tokenFile, new SecureRandom()),
                Map.of("partner.example", "192.0.2.7:25"));
        operatorToken = Files.readString(tokenFile).strip();
        spool = new Spool(
                database, vault, audit, attempt -> AttemptReport.of(List.of()), config, clock, new SecureRandom());
        spool.start();
        context = (ServletWebServerApplicationContext) new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.SERVLET)
                .properties(
                        "server.port=0",
                        "server.address=127.0.0.1",
                        "spring.main.banner-mode=off",
                        "spring.threads.virtual.enabled=true",
                        "logging.level.root=warn")
                .initializers(c -> ((org.springframework.context.support.GenericApplicationContext) c)
                        .registerBean(Admin.class, () -> admin))
                .run();
    }

    Answer get(String path) {
        return call(operatorToken, "GET", path, "");
    }

    Answer post(String path, String body) {
        return call(operatorToken, "POST", path, body);
    }

    Answer patch(String path, String body) {
        return call(operatorToken, "PATCH", path, body);
    }

    Answer delete(String path) {
        return call(operatorToken, "DELETE", path, "");
    }

    Answer call(String token, String method, String path, String body) {
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + context.getWebServer().getPort() + "/api/v1/" + path))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            var response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            String text = response.body();
            var answer = new Answer(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    JSON.readTree(text.isBlank() ? "{}" : text));
            assertThat(described.faults(method, path, answer)).isEmpty();
            return answer;
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Puts a mail into the queue that is held, so that nothing happens to it. */
    UUID heldMail(String tenant) throws IOException, SyntaxException {
        var id = new TenantId(UUID.fromString(tenant));
        SealedContent content;
        try (var writer = vault.begin(id, Uuid7.next(clock))) {
            writer.write("Subject: x\r\n\r\nx\r\n".getBytes(StandardCharsets.US_ASCII));
            content = writer.seal();
        }
        var recipient = new EnvelopeRecipient(EmailAddress.parse("bob@guest.example"));
        var envelope = new Envelope(ReversePath.parse("anna@clinic.example"), List.of(recipient), EnvelopeOptions.NONE);
        var mail = new MailTransaction(Uuid7.next(clock), id, clock.instant(), envelope, content.content());
        var now = clock.instant();
        var entry = new QueueEntry(
                Uuid7.next(clock),
                id,
                mail.id(),
                List.of(recipient),
                new DeliveryMethod.Transport(TlsRequirement.VERIFIED),
                List.of(),
                "guest.example",
                Schedule.heldUntil(now, now.plus(Duration.ofDays(7))),
                EntryState.HELD);
        var record = new AuditRecord(id, now, Optional.of(mail.id()), "mail.accepted", Map.of("rule", "test"));
        spool.accept(List.of(new AcceptedMail(mail, content, List.of(entry), List.of(record))));
        return mail.id();
    }

    @Override
    public void close() {
        context.close();
        try {
            spool.stop(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        vault.close();
        database.close();
    }
}
