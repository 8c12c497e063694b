package chancery.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chancery.mail.DeliveryMethod;
import chancery.mail.DeliveryOutcome;
import chancery.mail.ReversePath;
import chancery.mail.TlsRequirement;
import chancery.mime.Message;
import chancery.portal.GuestBrowser.FormFile;
import chancery.portal.GuestBrowser.Reply;
import chancery.spool.AcceptedMail;
import chancery.spool.DeliveryAttempt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PortalFlowTest {
    static final byte[] SCAN = new byte[100_000];
    private static PortalStand stand;

    @BeforeAll
    static void start() {
        new Random(1).nextBytes(SCAN);
        stand = new PortalStand();
    }

    @AfterAll
    static void stop() {
        stand.close();
    }

    static byte[] letter(String subject) {
        return PortalStand.mail(
                "From: \"Dr. Ada Ng\" <dr.ng@clinic.example>",
                "To: guest@mail.example, other@mail.example",
                "Cc: desk@clinic.example",
                "Date: Mon, 23 Nov 2026 09:30:00 +0100",
                "Message-ID: <abc@clinic.example>",
                "References: <earlier@clinic.example>",
                "Subject: " + subject,
                "MIME-Version: 1.0",
                "Content-Type: multipart/mixed; boundary=b",
                "",
                "--b",
                "Content-Type: multipart/alternative; boundary=a",
                "",
                "--a",
                "Content-Type: text/plain; charset=utf-8",
                "",
                "Your findings are good. See https://clinic.example/advice.",
                "--a",
                "Content-Type: text/html; charset=utf-8",
                "",
                "<p>Your findings are <b>good</b>.</p><img src=\"https://tracker.example/a.gif\">",
                "--a--",
                "--b",
                "Content-Type: application/pdf; name=\"Befund Müller.pdf\"",
                "Content-Disposition: attachment; filename=\"Befund.pdf\"",
                "Content-Transfer-Encoding: base64",
                "",
                Base64.getMimeEncoder().encodeToString(SCAN),
                "--b--",
                "");
    }

    @Test
    void guestReadsSavesAnswersAndLeaves() throws IOException {
        byte[] octets = letter("Findings");
        var results = stand.deliver(stand.clinic, octets, "guest@mail.example");
        assertThat(results).hasSize(1);
        assertThat(results.getFirst().outcome()).isInstanceOf(DeliveryOutcome.Delivered.class);
        String link = stand.linkIn(stand.sent.getLast());

        GuestBrowser browser = stand.browser();
        Reply waiting = browser.get(link);
        assertThat(waiting.status()).isEqualTo(200);
        assertThat(waiting.text())
                .contains("Lindenhof Clinic")
                .doesNotContain("Findings", "guest@mail.example", "dr.ng");
        assertThat(waiting.octets().length).isLessThan(60_000);

        Reply open = browser.open(stand, link);
        assertThat(open.heading()).isEqualTo("Findings");
        assertThat(open.text())
                .contains("Dr. Ada Ng", "One picture from elsewhere", "Befund.pdf")
                .doesNotContain("tracker");

        Reply frame = browser.get(link + "/frame");
        assertThat(frame.text()).contains("<b>good</b>").doesNotContain("tracker");
        assertThat(frame.header("Content-Security-Policy"))
                .contains("img-src data:;", "sandbox")
                .doesNotContain("https:");
        Reply plain = browser.get(link + "/read?view=plain");
        assertThat(plain.page().select(".plain a").attr("href")).isEqualTo("https://clinic.example/advice");

        Reply remote = browser.follow(browser.click(open, "/remote", Map.of()));
        assertThat(remote.text()).contains("being loaded");
        assertThat(browser.get(link + "/frame").text()).contains("https://tracker.example/a.gif");

        Reply file = browser.get(open.page().select(".files a").attr("href"));
        assertThat(file.octets()).isEqualTo(SCAN);
        assertThat(file.header("Content-Type")).isEqualTo("application/pdf");
        assertThat(file.header("Content-Disposition")).startsWith("attachment;").contains("Befund.pdf");
        assertThat(browser.get(link + "/mail.eml").octets()).isEqualTo(octets);

        answer(browser, link);
        Reply out = browser.click(browser.get(link + "/read"), "/sign-out", Map.of());
        assertThat(out.heading()).isEqualTo("You are signed out");
        assertThat(browser.get(link + "/read").header("Location")).isEqualTo(link);
        assertThat(browser.get(link + "/file/1").status()).isEqualTo(303);
    }

    private static void answer(GuestBrowser browser, String link) throws IOException {
        Reply form = browser.get(link + "/answer?all=yes");
        assertThat(form.text())
                .contains("other@mail.example", "desk@clinic.example")
                .doesNotContain("guest@mail.example");
        Map<String, String> fields = Map.of();
        var filled = new java.util.LinkedHashMap<String, String>(fields);
        GuestBrowser.form(form, "/answer")
                .select("input[type=hidden]")
                .forEach(field -> filled.put(field.attr("name"), field.val()));
        filled.put("text", "Thank you.\r\nGrüße");
        int before = stand.submitted.size();
        Reply sent = browser.upload(link + "/answer", filled, new FormFile("../../x.png", "image/png", SCAN));
        assertThat(sent.status()).isEqualTo(303);
        assertThat(stand.submitted).hasSize(before + 1);
        var submitted = stand.submitted.getLast();
        assertThat(submitted.envelope().sender()).hasToString("guest@mail.example");
        assertThat(submitted.envelope().recipients())
                .extracting(r -> r.address().toString())
                .containsExactly("dr.ng@clinic.example", "other@mail.example", "desk@clinic.example");
        Message mail = PortalStand.parse(submitted.octets());
        assertThat(mail.view().subject()).isEqualTo("Re: Findings");
        assertThat(mail.header().value("In-Reply-To")).isEqualTo("<abc@clinic.example>");
        assertThat(mail.header().value("References")).contains("<earlier@clinic.example>", "<abc@clinic.example>");
        assertThat(mail.view().text(1000)).contains("Thank you.", "Grüße");
        assertThat(mail.view().attachments()).hasSize(1);
        assertThat(mail.view().attachments().getFirst().fileName()).isEqualTo("x.png");
        assertThat(mail.view().attachments().getFirst().open().readAllBytes()).isEqualTo(SCAN);
        assertThat(browser.follow(sent).text()).contains("You answered on", "Thank you.", "x.png");
    }

    @Test
    void noticeTellsNothingButThatMailWaits() {
        stand.deliver(stand.clinic, letter("Very secret subject"), "anna@mail.example", "bert@mail.example");
        AcceptedMail notice = stand.sent.getLast();
        String whole = new String(PortalStand.octets(notice), StandardCharsets.UTF_8);
        assertThat(whole).doesNotContain("secret subject", "dr.ng", "anna@").contains("Auto-Submitted: auto-generated");
        Message parsed = PortalStand.parse(PortalStand.octets(notice));
        assertThat(parsed.view().from().getFirst().displayName()).isEqualTo("Lindenhof Clinic");
        assertThat(parsed.header().value("To")).isEqualTo("bert@mail.example");
        assertThat(parsed.view().hasHtml()).isTrue();
        assertThat(notice.entries().getFirst().method())
                .isEqualTo(new DeliveryMethod.Transport(TlsRequirement.OPPORTUNISTIC));
        assertThat(notice.mail().envelope().sender()).hasToString("dr.ng@clinic.example");
        String path = stand.linkIn(notice);
        assertThat(path).matches("/m/[A-Za-z0-9_-]{64}");
    }

    @Test
    void repeatedAttemptSendsNoSecondNotice() {
        DeliveryAttempt attempt = stand.attempt(stand.clinic, letter("x"), "carl@mail.example");
        stand.portal.deliverer().attempt(attempt);
        int sent = stand.sent.size();
        long messages = stand.count(stand.clinic, "portal_message");
        stand.portal.deliverer().attempt(attempt);
        assertThat(stand.sent).hasSize(sent);
        assertThat(stand.count(stand.clinic, "portal_message")).isEqualTo(messages);
    }

    @Test
    void noticeThatCouldNotBeSpooledIsSentByTheNextAttempt() {
        DeliveryAttempt attempt = stand.attempt(stand.clinic, letter("x"), "dora@mail.example");
        stand.spoolBroken = true;
        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> stand.portal.deliverer().attempt(attempt)))
                .isInstanceOf(chancery.mail.FaultException.class);
        stand.spoolBroken = false;
        int sent = stand.sent.size();
        stand.portal.deliverer().attempt(attempt);
        assertThat(stand.sent).hasSize(sent + 1);
    }

    @Test
    void germanBrowserIsSpokenToInGerman() {
        String link = stand.linkTo(stand.lawyers, letter("x"), "emil@mail.example");
        assertThat(PortalStand.textOf(stand.sent.getLast())).contains("Berger & Söhne hat Ihnen");
        assertThat(stand.browser().get(link).text()).contains("lang=\"en\"", "Berger &amp; Söhne");
    }

    @Test
    void expiryDestroysAndTellsTheSender() {
        PortalStand own = new PortalStand();
        try (own) {
            String link = own.linkTo(own.clinic, letter("x"), "fred@mail.example");
            own.clock.advance(Duration.ofDays(13));
            assertThat(own.portal.expiry().sweep()).isEqualTo(new PortalExpiry.Swept(0, 1));
            assertThat(PortalStand.textOf(own.sent.getLast())).contains("destroyed on", link);
            assertThat(own.portal.expiry().sweep()).isEqualTo(new PortalExpiry.Swept(0, 0));
            own.clock.advance(Duration.ofDays(2));
            assertThat(own.browser().get(link).status()).isEqualTo(410);
            assertThat(own.portal.expiry().sweep()).isEqualTo(new PortalExpiry.Swept(1, 0));
            AcceptedMail told = own.sent.getLast();
            assertThat(told.mail().envelope().recipients().getFirst().address()).hasToString("dr.ng@clinic.example");
            assertThat(told.mail().envelope().sender()).isInstanceOf(ReversePath.Null.class);
            assertThat(PortalStand.textOf(told)).contains("never opened by", "fred@mail.example");
            assertThat(own.count(own.clinic, "content_key")).isZero();
            Reply gone = own.browser().get(link);
            assertThat(gone.status()).isEqualTo(410);
            assertThat(gone.heading()).isEqualTo("This mail has expired");
        }
    }

    @Test
    void senderIsNotTroubledAboutMailThatWasOpened() {
        PortalStand own = new PortalStand();
        try (own) {
            String link = own.linkTo(own.clinic, letter("x"), "gina@mail.example");
            own.browser().open(own, link);
            int sent = own.sent.size();
            own.clock.advance(Duration.ofDays(15));
            assertThat(own.portal.expiry().sweep().expired()).isEqualTo(1);
            assertThat(own.sent).hasSize(sent);
        }
    }

    @Test
    void noticesOfExpiryAndRemindersSurviveASpoolThatFails() {
        PortalStand own = new PortalStand();
        try (own) {
            own.linkTo(own.clinic, letter("x"), "hugo@mail.example");
            own.clock.advance(Duration.ofDays(13));
            own.spoolBroken = true;
            assertThatThrownBy(() -> own.portal.expiry().sweep()).isInstanceOf(RuntimeException.class);
            own.spoolBroken = false;
            assertThat(own.portal.expiry().sweep()).isEqualTo(new PortalExpiry.Swept(0, 1));
            own.clock.advance(Duration.ofDays(2));
            own.spoolBroken = true;
            assertThatThrownBy(() -> own.portal.expiry().sweep()).isInstanceOf(RuntimeException.class);
            assertThat(own.count(own.clinic, "content_key"))
                    .as("destroyed all the same")
                    .isZero();
            own.spoolBroken = false;
            int before = own.sent.size();
            assertThat(own.portal.expiry().sweep()).isEqualTo(new PortalExpiry.Swept(0, 0));
            assertThat(own.sent).hasSize(before + 1);
            assertThat(PortalStand.textOf(own.sent.getLast())).contains("never opened by", "hugo@mail.example");
            own.portal.expiry().sweep();
            assertThat(own.sent).as("told once").hasSize(before + 1);
            assertThat(own.portal
                            .expiry()
                            .forget(own.clinic, own.clock.instant().minus(Duration.ofDays(1))))
                    .isZero();
            assertThat(own.portal
                            .expiry()
                            .forget(own.lawyers, own.clock.instant().plusSeconds(1)))
                    .isZero();
            assertThat(own.portal
                            .expiry()
                            .forget(own.clinic, own.clock.instant().plusSeconds(1)))
                    .isEqualTo(1);
            assertThat(own.count(own.clinic, "portal_recipient")).isZero();
        }
    }
}
