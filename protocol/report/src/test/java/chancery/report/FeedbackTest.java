package chancery.report;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mail.EmailAddress;
import chancery.mime.Corpora;
import chancery.mime.MessageParser;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedbackTest {
    private static FeedbackReport report(FeedbackType type, Optional<AuthFailure> failure, long incidents) {
        var origin = new FeedbackReport.Origin(
                Optional.of(""),
                List.of("b@b.example", "c@b.example"),
                Optional.of("env-1"),
                Optional.of("192.0.2.1"),
                Optional.of("Mon, 2 Nov 2026 08:00:00 +0000"),
                Optional.of("gw.b.example"));
        var about = new FeedbackReport.About(
                List.of("a.example"),
                List.of("https://a.example/x"),
                List.of("gw.b.example; dmarc=fail header.from=a.example"),
                Optional.of("m1@a.example"));
        return new FeedbackReport(type, "Chancery/1", origin, about, failure, incidents, false);
    }

    private static Optional<FeedbackReport> writtenAndRead(FeedbackReport report) throws Exception {
        var head = new ReportHead(
                EmailAddress.parse("gw@b.example"),
                EmailAddress.parse("abuse@a.example"),
                "Complaint",
                "id-1",
                Instant.parse("2026-11-02T08:00:00Z"));
        byte[] returned = "Subject: x\r\nMessage-ID: <m1@a.example>\r\n".getBytes(StandardCharsets.UTF_8);
        var message = MessageParser.parse(FeedbackWriter.write(head, report, "A complaint.", returned, false));
        assertThat(message.defects()).isEmpty();
        return FeedbackReader.read(message);
    }

    @Test
    void whatIsWrittenIsRead() throws Exception {
        for (FeedbackType type :
                List.of(FeedbackType.ABUSE, FeedbackType.FRAUD, FeedbackType.NOT_SPAM, FeedbackType.VIRUS)) {
            var report = report(type, Optional.empty(), 7);
            assertThat(writtenAndRead(report)).contains(report);
        }
        var failure = AuthFailure.dmarc(List.of("dkim", "spf"), Optional.of("reject"))
                .withDkim("a.example", "@a.example", "s1")
                .withSpfDns("txt : a.example : \"v=spf1 -all\"");
        var report = report(FeedbackType.AUTH_FAILURE, Optional.of(failure), 1);
        assertThat(writtenAndRead(report)).contains(report);
        assertThat(report.isDmarcFailure()).isTrue();
    }

    // values of the fields in the files, read by eye
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        DMARC Failure Report for domain.de  | dmarc | 10.10.10.10  | domain.de    | smg-policy-action | false | 38.E7.30937.BD6E1BB5@ mailrelay.de
        [Netease DMARC Failure Report]      | -     | 167.89.69.24 | cardinal.com | delivered         | false | *
        dmarc_ruf_report_linkedin.crlf      | dmarc | 10.10.10.10  | example.com  | delivered         | false | 01010101010101010101010101010101@ABAB01MS0016.someserver.loc
        dmarc_ruf_report_linkedin.eml       | dmarc | 10.10.10.10  | example.com  | delivered         | false | 01010101010101010101010101010101@ABAB01MS0016.someserver.loc
        exim_plain_text_only_no_arf_part    | dmarc | 203.0.113.68 | example.com  | -                 | true  | -
        """)
    void realFailureReports(
            String file, String kind, String ip, String domain, String result, boolean words, String messageId)
            throws Exception {
        Path path = Corpora.files(Corpora.folder("reports-parsedmarc"), ".eml").stream()
                .filter(p -> p.getFileName().toString().startsWith(file))
                .findFirst()
                .orElseThrow();
        var report = FeedbackReader.read(MessageParser.parse(Files.readAllBytes(path)))
                .orElseThrow();
        var failure = report.authFailure().orElseThrow();
        assertThat(report.type()).isEqualTo(FeedbackType.AUTH_FAILURE);
        assertThat(failure.kind()).isEqualTo(kind.equals("-") ? "" : kind);
        assertThat(report.origin().sourceIp()).contains(ip);
        assertThat(report.about().domains()).containsExactly(domain);
        assertThat(failure.deliveryResult().orElse("-")).isEqualTo(result);
        assertThat(report.fromWords()).isEqualTo(words);
        if (!messageId.equals("*")) {
            assertThat(report.about().messageId().orElse("-")).isEqualTo(messageId);
        }
    }

    @Test
    void anOrdinaryMailIsNoComplaint() throws Exception {
        byte[] mail =
                "Subject: DMARC\r\n\r\nSender Domain: a.example\r\nWhat is DMARC?\r\n".getBytes(StandardCharsets.UTF_8);
        assertThat(FeedbackReader.read(MessageParser.parse(mail))).isEmpty();
    }
}
