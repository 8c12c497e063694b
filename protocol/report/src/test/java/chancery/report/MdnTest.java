package chancery.report;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mail.EmailAddress;
import chancery.mime.MessageParser;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MdnTest {
    private static ReportHead head() throws Exception {
        return new ReportHead(
                EmailAddress.parse("b@b.example"),
                EmailAddress.parse("a@a.example"),
                "Read\r\nBcc: x@evil.example",
                "id-1",
                Instant.parse("2026-11-02T08:00:00Z"));
    }

    @Test
    void whatIsWrittenIsRead() throws Exception {
        for (String address : List.of("b@b.example", "jörg@b.example")) {
            var mdn = new Mdn(
                    address,
                    Optional.of("orig@b.example"),
                    Optional.of("m1@a.example"),
                    new MdnDisposition(false, true, MdnDisposition.Kind.DISPLAYED, List.of("error")),
                    Optional.of("gw.b.example; Chancery 1"),
                    Optional.of("gw.b.example"),
                    List.of("no key to open it with"));
            byte[] mail = MdnWriter.write(
                    head(), mdn, "The mail was opened.", "Subject: x\r\n".getBytes(StandardCharsets.UTF_8));
            var message = MessageParser.parse(mail);
            assertThat(message.defects()).isEmpty();
            assertThat(message.header().all("Bcc")).isEmpty();
            assertThat(MdnReader.read(message)).contains(mdn);
            assertThat(message.root().contentType().parameters().get("report-type"))
                    .isEqualTo("disposition-notification");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        manual-action/MDN-sent-manually; displayed              | manual-action/MDN-sent-manually; displayed
        Automatic-Action / mdn-sent-automatically;Deleted/Error | automatic-action/MDN-sent-automatically; deleted/error
        manual-action/MDN-sent-manually;dispatched/a, b         | manual-action/MDN-sent-manually; dispatched/a,b
        manual-action; displayed                                | -
        manual-action/MDN-sent-manually; seen                   | -
        maybe/MDN-sent-manually; displayed                      | -
        displayed                                               | -
        ;/;                                                     | -
        """)
    void dispositions(String value, String expected) {
        assertThat(MdnDisposition.parse(value).map(MdnDisposition::toString).orElse("-"))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Disposition-Notification-To: <a@a.example>   | <a@a.example> | false
        Disposition-Notification-To: <a@a.example>   | <A@a.example> | true
        Disposition-Notification-To: <a@a.example>   | <>            | true
        Disposition-Notification-To: a@a.example, b@b.example | <a@a.example> | true
        """)
    void whoMustBeAsked(String field, String returnPath, boolean ask) throws Exception {
        String mail = "Return-Path: " + returnPath + "\r\n" + field + "\r\n\r\n";
        var request = MdnRequest.of(
                MessageParser.parse(mail.getBytes(StandardCharsets.UTF_8)).header());
        assertThat(request.map(MdnRequest::needsConsent)).contains(ask);
    }

    @Test
    void aRequestWithoutAddressIsNone() throws Exception {
        var message = MessageParser.parse("Disposition-Notification-To: me\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        assertThat(MdnRequest.of(message.header())).isEmpty();
        assertThat(MdnReader.read(message)).isEmpty();
    }
}
