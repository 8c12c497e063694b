package chancery.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chancery.mail.EmailAddress;
import chancery.mail.SyntaxException;
import chancery.mime.Corpora;
import chancery.mime.MessageParser;
import chancery.report.DmarcAggregate.Disposition;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

class DmarcAggregateTest {
    private static final String DOCUMENT = """
        <feedback><report_metadata><org_name>o</org_name><email>e@o.example</email><report_id>1</report_id>
        <date_range><begin>1</begin><end>2</end></date_range></report_metadata>
        <policy_published><domain>a.example</domain><p>none</p></policy_published>
        <record><row><source_ip>192.0.2.1</source_ip><count>3</count></row></record></feedback>
        """;

    private static DmarcAggregate parse(String document) throws SyntaxException {
        return DmarcAggregateReader.parse(document.getBytes(StandardCharsets.UTF_8), ReportLimits.STANDARD);
    }

    private static DmarcAggregate sample() {
        var reporter = new DmarcAggregate.Reporter(
                "B & Co <mail>",
                "d@b.example",
                Optional.empty(),
                "r1@b.example",
                List.of("two records"),
                Optional.of("g"));
        var row = new DmarcAggregate.Row(
                InetAddress.ofLiteral("2001:db8::1"),
                5,
                Optional.of(Disposition.QUARANTINE),
                Optional.of(false),
                Optional.of(true),
                List.of(new DmarcAggregate.PolicyOverride("mailing_list", Optional.of("a list"))),
                new DmarcAggregate.Identifiers("a.example", Optional.of(""), Optional.of("b.example")),
                List.of(new DmarcAggregate.Result("a.example", Optional.of("s1"), "pass", Optional.empty())),
                List.of(new DmarcAggregate.Result("x.example", Optional.of("mfrom"), "softfail", Optional.of("?"))));
        return new DmarcAggregate(
                reporter,
                Instant.ofEpochSecond(1_700_000_000),
                Instant.ofEpochSecond(1_700_086_399),
                DmarcAggregate.Policy.of("a.example", Disposition.REJECT),
                List.of(row),
                List.of());
    }

    @Test
    void whatIsWrittenIsRead() throws Exception {
        assertThat(DmarcAggregateReader.parse(DmarcAggregateWriter.write(sample()), ReportLimits.STANDARD))
                .isEqualTo(sample());
    }

    @Test
    void theMailCarriesIt() throws Exception {
        var head = new ReportHead(
                EmailAddress.parse("d@b.example"), EmailAddress.parse("rua@a.example"), "", "id-1", Instant.EPOCH);
        var message = MessageParser.parse(DmarcAggregateWriter.mail(head, sample(), "b.example"));
        assertThat(message.defects()).isEmpty();
        assertThat(message.view().subject())
                .isEqualTo("Report Domain: a.example Submitter: b.example Report-ID: <r1@b.example>");
        assertThat(message.view().attachments().getFirst().fileName())
                .isEqualTo("b.example!a.example!1700000000!1700086399!r1bexample.xml.gz");
        assertThat(ReportReader.read(message, ReportLimits.STANDARD)).containsExactly(sample());
    }

    /** What a person finds in the files; the columns are named in the table. */
    @ParameterizedTest
    @CsvFileSource(resources = "/dmarc-samples.tsv", delimiter = '\t', numLinesToSkip = 1)
    void realReports(
            String start,
            String organisation,
            String domain,
            long begin,
            int rows,
            long mails,
            long failed,
            String defects)
            throws Exception {
        Path file = Corpora.files(Corpora.folder("reports-parsedmarc"), "").stream()
                .filter(p -> (p.getParent().getFileName() + "/" + p.getFileName()).startsWith(start))
                .findFirst()
                .orElseThrow();
        byte[] octets = Files.readAllBytes(file);
        DmarcAggregate report = file.toString().endsWith(".eml")
                ? (DmarcAggregate) ReportReader.read(MessageParser.parse(octets), ReportLimits.STANDARD)
                        .getFirst()
                : DmarcAggregateReader.parse(octets, ReportLimits.STANDARD);
        assertThat(report.reporter().organisation()).isEqualTo(organisation == null ? "" : organisation);
        assertThat(report.policy().domain()).isEqualTo(domain);
        assertThat(report.begin().getEpochSecond()).isEqualTo(begin);
        assertThat(report.rows()).hasSize(rows);
        assertThat(report.mails()).isEqualTo(mails);
        assertThat(report.failedMails()).isEqualTo(failed);
        assertThat(String.join("; ", report.defects())).isEqualTo(defects == null ? "" : defects);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<feedback/>",
                "{}",
                "<!DOCTYPE feedback [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><feedback>&a;</feedback>"
            })
    void whatIsNoReportIsRefused(String document) {
        assertThatThrownBy(() -> parse(document)).isInstanceOf(SyntaxException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2.3", "1.2.3.4.5", "999.1.1.1", "host.example", "fe80::1%eth0", ":", ""})
    void anAddressIsAnAddress(String address) {
        assertThatThrownBy(() -> parse(DOCUMENT.replace("192.0.2.1", address))).isInstanceOf(SyntaxException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1e3", "", "99999999999999999999"})
    void aCountIsACount(String count) {
        assertThatThrownBy(() -> parse(DOCUMENT.replace("<count>3<", "<count>" + count + "<")))
                .isInstanceOf(SyntaxException.class);
    }

    @Test
    void entitiesOfTheDocumentStayText() throws Exception {
        var report = parse(DOCUMENT.replace("<org_name>o<", "<org_name>&lt;a&#65;&xxe;&#x10ffff;&#xd800;<"));
        assertThat(report.reporter().organisation()).startsWith("<aA&xxe;").endsWith("&#xd800;");
    }

    @Test
    void limitsHold() throws Exception {
        var small = new ReportLimits(1_000_000, 1_000_000, 10, 2);
        String record = DOCUMENT.substring(DOCUMENT.indexOf("<record>"), DOCUMENT.indexOf("</feedback>"));
        byte[] rows = DOCUMENT.replace("</feedback>", record.repeat(3) + "</feedback>")
                .getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> DmarcAggregateReader.parse(rows, small)).hasMessageContaining("more than 2 records");
        byte[] deep = ("<a>".repeat(50) + DOCUMENT).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> DmarcAggregateReader.parse(deep, small)).hasMessageContaining("too deep");
        byte[] many = ("<feedback>" + "<a/>".repeat(200_000)).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> DmarcAggregateReader.parse(many, ReportLimits.STANDARD))
                .hasMessageContaining("more than 100000 elements");
        var bomb = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bomb)) {
            gzip.write(new byte[2_000_000]);
        }
        assertThatThrownBy(() -> DmarcAggregateReader.parse(bomb.toByteArray(), small))
                .hasMessageContaining("unpacks to more than");
    }
}
