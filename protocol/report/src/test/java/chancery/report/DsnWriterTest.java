package chancery.report;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mail.EmailAddress;
import chancery.mail.EnvelopeRecipient;
import chancery.mail.SmtpReply;
import chancery.mail.SyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DsnWriterTest {
    private static final Instant NOW = Instant.parse("2026-11-02T08:00:00Z");

    @Test
    void failureNamesRecipientStatusAndDiagnostic() throws SyntaxException {
        String text = written("nobody@mixed.example", DsnAction.FAILED, SmtpReply.of(550, "5.1.1", "No such mailbox"));
        assertThat(text)
                .contains("Content-Type: multipart/report; report-type=delivery-status;\r\n")
                .contains("Auto-Submitted: auto-replied\r\n")
                .contains("Reporting-MTA: dns; gw.clinic.example\r\nOriginal-Envelope-Id: env=1\r\n")
                .contains("Original-Recipient: rfc822; No=Body@mixed.example\r\n")
                .contains("Final-Recipient: rfc822; nobody@mixed.example\r\nAction: failed\r\nStatus: 5.1.1\r\n")
                .contains("Diagnostic-Code: smtp; 550 5.1.1 No such mailbox\r\n")
                .contains("The address does not exist")
                .contains("text/rfc822-headers")
                .contains("Subject: Hello\r\n");
    }

    @Test
    void everyLineEndsInCrLf() throws SyntaxException {
        String text = written("a@b.example", DsnAction.DELAYED, SmtpReply.of(451, "4.4.1", "later"));
        assertThat(text.replace("\r\n", "")).doesNotContain("\n").doesNotContain("\r");
    }

    @Test
    void internationalAddressesTakeTheGlobalForms() throws SyntaxException {
        String text = written("jörg@b.example", DsnAction.FAILED, SmtpReply.of(550, "5.6.7", "no"));
        assertThat(text)
                .contains("message/global-delivery-status")
                .contains("message/global-headers")
                .contains("Final-Recipient: utf-8; jörg@b.example");
    }

    private static String written(String address, DsnAction action, SmtpReply reply) throws SyntaxException {
        var recipient = new EnvelopeRecipient(
                EmailAddress.parse(address), Set.of(), Optional.of("rfc822;No+3DBody@mixed.example"));
        var dsn = new Dsn(
                "gw.clinic.example",
                EmailAddress.parse("anna@clinic.example"),
                Optional.of("env+3D1"),
                NOW,
                List.of(new DsnRecipient(recipient, action, reply, Optional.of("mx.mixed.example"), Optional.empty())),
                "Subject: Hello\r\n".getBytes(StandardCharsets.US_ASCII),
                false);
        return new String(DsnWriter.write(dsn, "id-1", NOW), StandardCharsets.UTF_8);
    }
}
