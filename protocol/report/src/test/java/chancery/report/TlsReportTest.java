package chancery.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chancery.mail.EmailAddress;
import chancery.mail.SyntaxException;
import chancery.mime.Corpora;
import chancery.mime.MessageParser;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsReportTest {
    private static final String REPORT = """
        {"organization-name":"O","date-range":{"start-datetime":"2026-01-01T00:00:00Z",
         "end-datetime":"2026-01-01T23:59:59Z"},"contact-info":"c@o.example","report-id":"r1","policies":[
         {"policy":{"policy-type":"sts","policy-string":["version: STSv1"],"policy-domain":"a.example",
         "mx-host":["*.a.example"]},"summary":{"total-successful-session-count":7,"total-failure-session-count":2},
         "failure-details":[{"result-type":"certificate-expired","failed-session-count":2,
         "sending-mta-ip":"192.0.2.1"}]}]}
        """;

    private static TlsReport parse(String json) throws SyntaxException {
        return TlsReportReader.parse(json.getBytes(StandardCharsets.UTF_8), ReportLimits.STANDARD);
    }

    @Test
    void whatIsWrittenIsRead() throws Exception {
        TlsReport report = parse(REPORT);
        assertThat(TlsReportReader.parse(TlsReportWriter.write(report), ReportLimits.STANDARD))
                .isEqualTo(report);
        var head = new ReportHead(
                EmailAddress.parse("t@o.example"), EmailAddress.parse("rua@a.example"), "", "id-1", Instant.EPOCH);
        var message = MessageParser.parse(TlsReportWriter.mail(head, report, "o.example"));
        assertThat(message.defects()).isEmpty();
        assertThat(message.header().value("TLS-Report-Domain")).isEqualTo("a.example");
        assertThat(message.root().contentType().parameters().get("report-type")).isEqualTo("tlsrpt");
        assertThat(ReportReader.read(message, ReportLimits.STANDARD)).containsExactly(report);
    }

    // sums of the files, read by eye
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        google.com_smtp_tls_report.eml | Google Inc. | cardinalhealth.ca   | NO_POLICY_FOUND | 48 | 0 | 0
        mail.ru.json                   | Mail.ru     | example.com         | STS             | 0    | 1   | 2
        rfc8460.json                   | Company-X   | company-y.example   | STS             | 5326 | 303 | 3
        smtp_tls.json                  | Example Inc.| example.com         | STS             | 0    | 3   | 2
        """)
    void realReports(
            String file, String organisation, String domain, String type, long successful, long failed, int failures)
            throws Exception {
        Path path =
                Corpora.folder("reports-parsedmarc").resolve("samples/smtp_tls").resolve(file);
        byte[] octets = Files.readAllBytes(path);
        TlsReport report = file.endsWith(".eml")
                ? (TlsReport) ReportReader.read(MessageParser.parse(octets), ReportLimits.STANDARD)
                        .getFirst()
                : TlsReportReader.parse(octets, ReportLimits.STANDARD);
        assertThat(report.organisation()).isEqualTo(organisation);
        assertThat(report.domain()).isEqualTo(domain);
        var result = report.policies().getFirst();
        assertThat(result.policy().type()).isEqualTo(TlsReport.PolicyType.valueOf(type));
        assertThat(result.successful()).isEqualTo(successful);
        assertThat(result.failed()).isEqualTo(failed);
        assertThat(result.failures()).hasSize(failures);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        "policy-type":"sts"                 | "policy-type":"maybe"
        2026-01-01T00:00:00Z                | yesterday
        "total-successful-session-count":7  | "total-successful-session-count":-7
        "total-successful-session-count":7  | "total-successful-session-count":"7"
        "failed-session-count":2            | "failed-session-count":2.5
        "report-id":"r1"                    | "report-id":7
        "report-id":"r1"                    | "report-id":"r1","report-id":"r2"
        "policies":[                        | "policies":[7,
        {"organization-name"                | ["organization-name"
        """)
    void whatIsMalformedIsRefused(String right, String wrong) {
        assertThatThrownBy(() -> parse(REPORT.replace(right, wrong))).isInstanceOf(SyntaxException.class);
    }
}
