package chancery.portal;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.config.DataSize;
import chancery.mime.Message;
import chancery.portal.GuestBrowser.FormFile;
import chancery.portal.GuestBrowser.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PortalAnswerTest {
    private static PortalStand stand;
    private static int guests;

    @BeforeAll
    static void start() {
        stand = new PortalStand(DataSize.ofMegabytes(4));
    }

    @AfterAll
    static void stop() {
        stand.close();
    }

    private static String guest() {
        guests++;
        return "guest" + guests + "@answer.example";
    }

    private static byte[] simple() {
        return PortalStand.mail("From: dr.ng@clinic.example", "Subject: Hello", "", "Text", "");
    }

    @Test
    void answerCannotForgeHeaders() throws IOException {
        byte[] octets = PortalStand.mail(
                "From: =?utf-8?Q?x=0D=0ABcc:_spy@evil.example?= <dr.ng@clinic.example>",
                "Subject: =?utf-8?Q?Hi=0D=0ABcc:_spy@evil.example=0D=0A=0D=0Abody?=",
                "Message-ID: <a@b>",
                "",
                "Text");
        String link = stand.linkTo(stand.clinic, octets, guest());
        GuestBrowser guest = stand.browser();
        guest.open(stand, link);
        Map<String, String> fields = hidden(guest.get(link + "/answer"));
        fields.put("text", "Line\r\n.\r\nBcc: spy@evil.example\r\n--b");
        Reply sent = guest.upload(
                link + "/answer",
                fields,
                new FormFile(
                        "a%0D%0ABcc: spy@evil.example.txt", "text/plain; x=\"y", "1".getBytes(StandardCharsets.UTF_8)),
                new FormFile("..\\..\\boot.ini", "message/rfc822", "Bcc: x".getBytes(StandardCharsets.UTF_8)));
        assertThat(sent.status()).isEqualTo(303);
        Message mail = PortalStand.parse(stand.submitted.getLast().octets());
        assertThat(mail.header().all("Bcc")).isEmpty();
        assertThat(mail.header().all("Subject")).hasSize(1);
        assertThat(stand.submitted.getLast().envelope().recipients())
                .extracting(r -> r.address().toString())
                .containsExactly("dr.ng@clinic.example");
        assertThat(mail.view().attachments()).hasSize(2);
        assertThat(mail.view().attachments().getLast().fileName()).isEqualTo("boot.ini");
        assertThat(mail.view().text(1000)).contains("Bcc: spy@evil.example");
    }

    @Test
    void aThirdAnswerAtTheSameTimeIsAskedToWait() throws IOException {
        String address = guest();
        String link = stand.linkTo(stand.clinic, simple(), address);
        GuestBrowser guest = stand.browser();
        guest.open(stand, link);
        Map<String, String> fields = hidden(guest.get(link + "/answer"));
        fields.put("text", "My words");
        int submitted = stand.submitted.size();
        String mailbox = stand.clinic + " " + PortalStand.address(address).lookupKey();
        try (var _ = stand.portal.uploads().take(mailbox).orElseThrow();
                var _ = stand.portal.uploads().take(mailbox).orElseThrow()) {
            Reply busy = guest.upload(link + "/answer", fields);
            assertThat(busy.status()).isEqualTo(429);
            assertThat(busy.text()).contains("Other answers are on their way");
            assertThat(stand.submitted).hasSize(submitted);
        }
        assertThat(guest.upload(link + "/answer", fields).status()).isEqualTo(303);
        assertThat(stand.submitted).hasSize(submitted + 1);
    }

    @Test
    void answersHaveLimitsAndSayThem() {
        String link = stand.linkTo(stand.clinic, simple(), guest());
        GuestBrowser guest = stand.browser();
        guest.open(stand, link);
        Map<String, String> fields = hidden(guest.get(link + "/answer"));
        fields.put("text", "My words");
        int submitted = stand.submitted.size();
        Reply large = guest.upload(link + "/answer", fields, new FormFile("a.bin", "a/b", new byte[9 << 20]));
        assertThat(large.status()).isEqualTo(413);
        assertThat(large.text()).contains("too large", "4.0 MB", "My words");
        FormFile[] many = new FormFile[21];
        java.util.Arrays.fill(many, new FormFile("a.bin", "a/b", new byte[1]));
        assertThat(guest.upload(link + "/answer", fields, many).status()).isEqualTo(413);
        fields.put("text", "x".repeat(2 << 20));
        assertThat(guest.upload(link + "/answer", fields).status()).isEqualTo(413);
        fields.put("text", " ");
        assertThat(guest.upload(link + "/answer", fields).text()).contains("write something");
        assertThat(stand.submitted).hasSize(submitted);
    }

    @Test
    void refusedAndDeferredAnswersKeepTheWords() {
        String link = stand.linkTo(stand.clinic, simple(), guest());
        GuestBrowser guest = stand.browser();
        guest.open(stand, link);
        Map<String, String> fields = hidden(guest.get(link + "/answer"));
        fields.put("text", "My words");
        stand.nextOutcome = java.util.Optional.of(
                new ReplySubmission.Outcome.Refused(PortalStand.refused("The mail holds a forbidden file.")));
        Reply refused = guest.upload(link + "/answer", fields);
        assertThat(refused.text()).contains("a forbidden file", "My words");
        stand.nextOutcome = java.util.Optional.of(new ReplySubmission.Outcome.TryLater());
        assertThat(guest.upload(link + "/answer", fields).status()).isEqualTo(503);
        stand.nextOutcome = java.util.Optional.empty();
        assertThat(guest.get(link + "/read").text()).doesNotContain("You answered");
    }

    private static Map<String, String> hidden(Reply form) {
        Map<String, String> fields = new LinkedHashMap<>();
        GuestBrowser.form(form, "/answer")
                .select("input[type=hidden]")
                .forEach(field -> fields.put(field.attr("name"), field.val()));
        return fields;
    }
}
