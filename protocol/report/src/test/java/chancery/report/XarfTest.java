package chancery.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chancery.mail.SyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XarfTest {
    private static XarfReport report(List<XarfReport.Evidence> evidence) {
        var contact = new XarfReport.Contact("B", "abuse@b.example", "b.example");
        return new XarfReport(
                "4.0.0",
                "550e8400-e29b-41d4-a716-446655440000",
                Instant.parse("2026-01-15T14:30:25Z"),
                contact,
                contact,
                "192.0.2.1",
                OptionalInt.of(25),
                "messaging",
                "spam",
                Optional.of("spamtrap"),
                Optional.empty(),
                evidence,
                List.of("campaign:winter"),
                Map.of("smtp_from", "x@evil.example", "protocol", "smtp"));
    }

    private static String json() {
        return new String(XarfWriter.write(report(List.of())), StandardCharsets.UTF_8);
    }

    private static XarfReport parse(String json) throws SyntaxException {
        return XarfReader.parse(json.getBytes(StandardCharsets.UTF_8), ReportLimits.STANDARD);
    }

    @Test
    void whatIsWrittenIsRead() throws Exception {
        assertThat(parse(json())).isEqualTo(report(List.of()));
        byte[] mail = "Subject: x\r\n\r\n".getBytes(StandardCharsets.UTF_8);
        var evidence = new XarfReport.Evidence("message/rfc822", Optional.of("the mail"), mail, Optional.empty());
        String json = new String(XarfWriter.write(report(List.of(evidence))), StandardCharsets.UTF_8);
        assertThat(parse(json).evidence().getFirst().payload()).isEqualTo(mail);
        assertThat(parse(json).evidence().getFirst().hashMatches()).contains(true);
        String forged = json.replaceAll("\"payload\" : \"[^\"]*\"", "\"payload\" : \"eA==\"");
        assertThat(parse(forged).evidence().getFirst().hashMatches()).contains(false);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        "4.0.0"          | "3.0.0"
        "4.0.0"          | 4
        "messaging"      | "gossip"
        "spam"           | ""
        440000"          | 44000"
        2026-01-15T      | 15.1.2026 T
        "source_port" : 25 | "source_port" : 0
        "source_port" : 25 | "source_port" : 70000
        "org" : "B"      | "org" : null
        """)
    void whatIsMalformedIsRefused(String right, String wrong) {
        assertThat(json()).contains(right);
        assertThatThrownBy(() -> parse(json().replace(right, wrong))).isInstanceOf(SyntaxException.class);
    }
}
