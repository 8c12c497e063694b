package chancery.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import chancery.mail.EmailAddress;
import chancery.mail.EnhancedStatus;
import chancery.mail.EnvelopeRecipient;
import chancery.mail.SmtpReply;
import chancery.mail.SyntaxException;
import chancery.mime.MessageParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
class DsnReaderTest {
    private static final Instant NOW = Instant.parse("2026-11-02T08:00:00Z");

    private static Optional<DsnReport> read(String mail) throws SyntaxException, IOException {
        return DsnReader.read(MessageParser.parse(mail.getBytes(StandardCharsets.UTF_8)));
    }

    private static String report(String status) {
        return "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n"
                + "--b\r\n\r\nwords\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n"
                + status
                + "\r\n--b--\r\n";
    }

    @Test
    void whatTheWriterWritesIsRead() throws Exception {
        String text = "a long reply ".repeat(20).strip();
        var recipients = List.of(
                recipient("b@b.example", DsnAction.FAILED, SmtpReply.of(550, "5.1.1", text)),
                recipient("j\u00f6rg@b.example", DsnAction.DELAYED, SmtpReply.of(451, "4.4.1", "later")));
        var dsn = new Dsn(
                "gw.example",
                EmailAddress.parse("a@a.example"),
                Optional.of("id+2B1"),
                NOW,
                recipients,
                "Subject: x\r\n".getBytes(StandardCharsets.UTF_8),
                false);
        byte[] mail = DsnWriter.write(dsn, "id-1", NOW);
        for (String line : new String(mail, StandardCharsets.UTF_8).split("\r\n")) {
            assertThat(line.length()).isLessThanOrEqualTo(100);
        }
        var message = MessageParser.parse(mail);
        assertThat(message.defects()).isEmpty();
        var report = DsnReader.read(message).orElseThrow();
        assertThat(report.reportingMta()).isEqualTo("gw.example");
        assertThat(report.envelopeId()).contains("id+1");
        assertThat(report.recipients())
                .containsExactly(
                        new DsnReport.Recipient(
                                "b@b.example",
                                Optional.of("x@y.example"),
                                DsnAction.FAILED,
                                Optional.of(new EnhancedStatus(5, 1, 1)),
                                Optional.of("mx.b.example"),
                                Optional.of("550 5.1.1 " + text)),
                        new DsnReport.Recipient(
                                "j\u00f6rg@b.example",
                                Optional.of("x@y.example"),
                                DsnAction.DELAYED,
                                Optional.of(new EnhancedStatus(4, 4, 1)),
                                Optional.of("mx.b.example"),
                                Optional.of("451 4.4.1 later")));
    }

    private static DsnRecipient recipient(String address, DsnAction action, SmtpReply reply) throws SyntaxException {
        var to = new EnvelopeRecipient(EmailAddress.parse(address), Set.of(), Optional.of("rfc822;x@y.example"));
        return new DsnRecipient(to, action, reply, Optional.of("mx.b.example"), Optional.empty());
    }

    @Test
    void aLongHeaderSectionIsCutAtAField() throws Exception {
        String header = "Subject: x\r\n" + ("X-Long: " + "y".repeat(500) + "\r\n z\r\n").repeat(1000);
        var dsn = new Dsn(
                "gw.example",
                EmailAddress.parse("a@a.example"),
                Optional.empty(),
                NOW,
                List.of(recipient("b@b.example", DsnAction.FAILED, SmtpReply.of(550, "5.1.1", "no"))),
                header.getBytes(StandardCharsets.US_ASCII),
                false);
        String mail = new String(DsnWriter.write(dsn, "id-1", NOW), StandardCharsets.UTF_8);
        assertThat(mail.length()).isLessThan(70_000);
        assertThat(mail).contains(" z\r\n\r\n--=_dsn_id-1--\r\n");
    }

    @Test
    void eightBitHeaderSectionsAreDeclared() throws Exception {
        var dsn = new Dsn(
                "gw.example",
                EmailAddress.parse("a@a.example"),
                Optional.empty(),
                NOW,
                List.of(recipient("b@b.example", DsnAction.FAILED, SmtpReply.of(550, "5.1.1", "no"))),
                "Subject: \u00fc\r\n".getBytes(StandardCharsets.UTF_8),
                false);
        String mail = new String(DsnWriter.write(dsn, "id-1", NOW), StandardCharsets.UTF_8);
        assertThat(mail).contains("Content-Type: message/global-headers\r\nContent-Transfer-Encoding: 8bit\r\n");
        assertThat(mail).contains("MIME-Version: 1.0\r\nContent-Transfer-Encoding: 8bit\r\n");
    }

    @Test
    void oddButReadableFields() throws Exception {
        var report = read(report("Reporting-MTA:dns;a.example\n\n"
                        + "FINAL-RECIPIENT: RFC822 ; <b@b.example>\nAction: failed (hard)\nStatus: 5.2.2 (full)\n"
                        + "Diagnostic-Code: smtp;\n 552 5.2.2\n\tmailbox full\n\n"
                        + "Original-Recipient: c@b.example\nAction: Delayed\nStatus: unknown\n"))
                .orElseThrow();
        assertThat(report.recipients())
                .containsExactly(
                        new DsnReport.Recipient(
                                "b@b.example",
                                Optional.empty(),
                                DsnAction.FAILED,
                                Optional.of(new EnhancedStatus(5, 2, 2)),
                                Optional.empty(),
                                Optional.of("552 5.2.2 mailbox full")),
                        new DsnReport.Recipient(
                                "c@b.example",
                                Optional.of("c@b.example"),
                                DsnAction.DELAYED,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Reporting-MTA: dns;a.example",
                "Action: failed",
                "Final-Recipient: rfc822;a@b.example",
                "Final-Recipient: rfc822;a@b.example\r\nAction: exploded",
                ": :\r\n:\r\n \r\n x"
            })
    void whatSaysNothingIsNoReport(String status) throws Exception {
        assertThat(read(report(status))).isEmpty();
    }

    @Test
    void anOrdinaryMailIsNoReport() throws Exception {
        assertThat(read("Subject: x\r\n\r\nFinal-Recipient: rfc822;a@b.example\r\nAction: failed\r\n"))
                .isEmpty();
    }

    @Test
    void realReportsWithStatusPartAreRead() throws Exception {
        Path folder = corpora().resolve("dsn-sisimai/maildir/bsd");
        assumeTrue(Files.isDirectory(folder), "the set of real reports is not here");
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.sorted().toList();
        }
        int reports = 0;
        List<String> silent = new ArrayList<>();
        for (Path file : files) {
            var message = MessageParser.parse(Files.readAllBytes(file));
            boolean hasStatus = message.root()
                    .walk()
                    .anyMatch(e -> e.contentType().mediaType().endsWith("delivery-status"));
            if (hasStatus) {
                reports++;
                if (DsnReader.read(message).isEmpty()) {
                    silent.add(file.getFileName().toString());
                }
            }
        }
        assertThat(reports).isGreaterThan(100);
        assertThat(silent).as("unread of " + reports).hasSizeLessThanOrEqualTo(reports / 20);
    }

    private static Path corpora() {
        String configured = System.getenv("CHANCERY_CORPORA");
        if (configured != null) {
            return Path.of(configured);
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path beside = at.resolveSibling("shared").resolve("corpora");
            if (Files.isDirectory(beside)) {
                return beside;
            }
        }
        return Path.of("corpora-not-here");
    }
}
