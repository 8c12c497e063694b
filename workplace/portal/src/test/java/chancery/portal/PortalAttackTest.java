package chancery.portal;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.config.DataSize;
import chancery.mime.Message;
import chancery.portal.GuestBrowser.Reply;
import chancery.store.Scope;
import chancery.store.Statement;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortalAttackTest {
    private static final String XSS = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>`{0}{}";
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
        return "guest" + guests + "@attack.example";
    }

    private static byte[] simple() {
        return PortalStand.mail("From: dr.ng@clinic.example", "Subject: Hello", "", "Text", "");
    }

    private static void letsGuestIn(String link) {
        assertThat(stand.browser().open(stand, link).heading()).isEqualTo("Hello");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "",
                "/code",
                "/read",
                "/frame",
                "/file/1",
                "/mail.eml",
                "/answer",
                "/answer?all=yes",
                "/enter",
                "/open"
            })
    void linkScannersChangeNothing(String step) {
        String link = stand.linkTo(stand.clinic, simple(), guest());
        int sent = stand.sent.size();
        long challenges = stand.count(stand.clinic, "portal_challenge");
        long sessions = stand.count(stand.clinic, "portal_session");
        for (int i = 0; i < 20; i++) {
            Reply got = stand.browser().get(link + step);
            assertThat(stand.browser().head(link + step).status()).isEqualTo(got.status());
            assertThat(got.text()).doesNotContain("Hello");
        }
        assertThat(stand.sent).hasSize(sent);
        assertThat(stand.count(stand.clinic, "portal_challenge")).isEqualTo(challenges);
        assertThat(stand.count(stand.clinic, "portal_session")).isEqualTo(sessions);
        letsGuestIn(link);
    }

    @Test
    void scannerThatFollowsTheLinkWhileTheGuestTypesSpoilsNothing() {
        String link = stand.linkTo(stand.clinic, simple(), guest());
        GuestBrowser guest = stand.browser();
        Reply entry = guest.follow(guest.click(guest.get(link), "/code", Map.of()));
        String code = stand.codeIn(stand.sent.getLast());
        stand.browser().get(link);
        stand.browser().get(link + "/code");
        assertThat(guest.click(entry, "/enter", Map.of("code", code)).header("Location"))
                .isEqualTo(link + "/read");
    }

    @Test
    void codeIsWorthlessInAnotherBrowser() {
        String link = stand.linkTo(stand.clinic, simple(), guest());
        GuestBrowser guest = stand.browser();
        Reply entry = guest.follow(guest.click(guest.get(link), "/code", Map.of()));
        String code = stand.codeIn(stand.sent.getLast());

        GuestBrowser thief = stand.browser();
        Reply refused = thief.post(
                link + "/enter",
                Map.of(
                        "form",
                        GuestBrowser.form(thief.get(link), "/code")
                                .select("input")
                                .val(),
                        "code",
                        code));
        assertThat(refused.heading()).isEqualTo("There is no code for this browser");
        assertThat(thief.get(link + "/read").status()).isEqualTo(303);
        assertThat(guest.click(entry, "/enter", Map.of("code", code)).status()).isEqualTo(303);
        // and only once
        assertThat(guest.click(entry, "/enter", Map.of("code", code)).status()).isEqualTo(422);
    }

    @Test
    void guessingEndsAfterFiveAttemptsAlsoWhenTheyComeAtOnce() throws InterruptedException, ExecutionException {
        String link = stand.linkTo(stand.clinic, simple(), guest());
        GuestBrowser guest = stand.browser();
        Reply entry = guest.follow(guest.click(guest.get(link), "/code", Map.of()));
        String right = stand.codeIn(stand.sent.getLast());
        List<Callable<Reply>> guesses = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String guess =
                    String.format(java.util.Locale.ROOT, "%08d", (Integer.parseInt(right) + 1 + i) % 100_000_000);
            guesses.add(() -> guest.click(entry, "/enter", Map.of("code", guess)));
        }
        int wrong = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Reply> reply : threads.invokeAll(guesses)) {
                wrong += reply.get().text().contains("left.</p>") ? 1 : 0;
            }
        }
        assertThat(wrong).isLessThanOrEqualTo(4);
        Reply late = guest.click(entry, "/enter", Map.of("code", right));
        assertThat(late.status()).isEqualTo(422);
        assertThat(late.heading()).isEqualTo("This code is used up");
        letsGuestIn(link);
    }

    @Test
    void codeEndsWithItsTime() {
        PortalStand own = new PortalStand();
        try (own) {
            String link = own.linkTo(own.clinic, simple(), "late@attack.example");
            GuestBrowser guest = own.browser();
            Reply entry = guest.follow(guest.click(guest.get(link), "/code", Map.of()));
            String code = own.codeIn(own.sent.getLast());
            own.clock.advance(Duration.ofMinutes(10).plusSeconds(1));
            assertThat(guest.click(entry, "/enter", Map.of("code", code)).heading())
                    .isEqualTo("This code is used up");
            Reply open = guest.open(own, link);
            assertThat(open.heading()).isEqualTo("Hello");
            own.clock.advance(Duration.ofMinutes(21));
            assertThat(guest.get(link + "/read").header("Location")).isEqualTo(link);
        }
    }

    @Test
    void mailboxIsNotFloodedWithCodes() {
        String link = stand.linkTo(stand.clinic, simple(), guest());
        int status = 303;
        int asked = 0;
        int before = stand.sent.size();
        while (status == 303 && asked < 50) {
            GuestBrowser browser = stand.browser();
            status = browser.click(browser.get(link), "/code", Map.of()).status();
            asked++;
        }
        assertThat(status).isEqualTo(429);
        assertThat(stand.sent.size() - before).isLessThanOrEqualTo(PortalSettings.CODES_PER_HOUR);
    }

    @Test
    void formsOfOthersAreRefused() {
        String link = stand.linkTo(stand.clinic, simple(), guest());
        GuestBrowser guest = stand.browser();
        guest.open(stand, link);
        GuestBrowser attacker = stand.browser();
        String foreign =
                GuestBrowser.form(attacker.get(link), "/code").select("input").val();
        int submitted = stand.submitted.size();
        for (String token : List.of("", "x", foreign)) {
            for (String step : List.of("/code", "/enter", "/open", "/remote", "/sign-out")) {
                assertThat(guest.post(link + step, Map.of("form", token)).status())
                        .as(step)
                        .isEqualTo(403);
            }
            Map<String, String> fields = new LinkedHashMap<>(Map.of("form", token));
            fields.put("text", "forged");
            assertThat(guest.upload(link + "/answer", fields).status()).isEqualTo(403);
        }
        Map<String, String> tokenLast = new LinkedHashMap<>();
        tokenLast.put("text", "forged");
        assertThat(guest.upload(link + "/answer", tokenLast).status()).isEqualTo(403);
        assertThat(stand.submitted).hasSize(submitted);
        assertThat(guest.get(link + "/read").status()).isEqualTo(200);
    }

    @Test
    void sessionCannotBeGivenToAGuest() {
        String link = stand.linkTo(stand.clinic, simple(), guest());
        String cookie = stand.portal.sessions().cookieName(stand.clinic);
        SealedName names = new SealedName(stand.portal.settings().secrets());
        String planted = names.seal(SealedName.Purpose.SESSION, stand.clinic, UUID.randomUUID());
        GuestBrowser guest = stand.browser();
        guest.cookies.put(cookie, planted);
        guest.open(stand, link);
        assertThat(guest.cookies.get(cookie)).isNotEqualTo(planted);
        GuestBrowser attacker = stand.browser();
        attacker.cookies.put(cookie, planted);
        assertThat(attacker.get(link + "/read").status()).isEqualTo(303);
        // a stolen session cookie without the browser's own is worth nothing
        attacker.cookies.put(cookie, guest.cookies.get(cookie));
        assertThat(attacker.get(link + "/read").status()).isEqualTo(303);
    }

    @Test
    void sessionOpensOnlyTheOwnMailboxOfTheOwnTenant() {
        String mailbox = guest();
        String mine = stand.linkTo(stand.clinic, simple(), mailbox);
        String minesToo = stand.linkTo(stand.clinic, simple(), mailbox.toUpperCase(java.util.Locale.ROOT));
        String foreign = stand.linkTo(stand.clinic, simple(), guest());
        String otherTenant = stand.linkTo(stand.lawyers, simple(), mailbox);
        GuestBrowser guest = stand.browser();
        Reply open = guest.open(stand, mine);
        assertThat(open.text()).contains(minesToo).doesNotContain(foreign, otherTenant);
        for (String link : List.of(foreign, otherTenant)) {
            assertThat(guest.get(link + "/read").header("Location")).isEqualTo(link);
            assertThat(guest.get(link + "/mail.eml").status()).isEqualTo(303);
        }
        // a further mail of the mailbox opens by a click, not by following a link
        assertThat(guest.get(minesToo + "/read").status()).isEqualTo(303);
        Reply waiting = guest.get(minesToo);
        assertThat(guest.follow(guest.click(waiting, "/open", Map.of())).heading())
                .isEqualTo("Hello");
    }

    @Test
    void linkOfOneTenantIsNothingUnderAnother() {
        String link = stand.linkTo(stand.clinic, simple(), guest());
        SealedName names = new SealedName(stand.portal.settings().secrets());
        UUID row = names.open(SealedName.Purpose.LINK, link.substring(3))
                .orElseThrow()
                .id();
        String forged = names.seal(SealedName.Purpose.LINK, stand.lawyers, row);
        assertThat(stand.browser().get("/m/" + forged).status()).isEqualTo(404);
        String asSession = names.seal(SealedName.Purpose.SESSION, stand.clinic, row);
        assertThat(stand.browser().get("/m/" + asSession).status()).isEqualTo(404);
        for (int i = 3; i < link.length(); i += 7) {
            char other = link.charAt(i) == 'A' ? 'B' : 'A';
            String changed = link.substring(0, i) + other + link.substring(i + 1);
            assertThat(stand.browser().get(changed).status()).isEqualTo(404);
        }
    }

    @Test
    void everyStatementOfATenantNamesIt() {
        for (Statement statement : new PortalTables().statements()) {
            boolean tenant =
                    statement.sql().contains(":tenant") && statement.sql().contains("tenant_id");
            assertThat(tenant || statement.scope() == Scope.OPERATOR)
                    .as(statement.sql())
                    .isTrue();
        }
        stand.linkTo(stand.clinic, simple(), guest());
        for (String table : new PortalTables().tables().keySet()) {
            assertThat(stand.count(new chancery.mail.TenantId(UUID.randomUUID()), table))
                    .as(table)
                    .isZero();
        }
    }

    @Test
    void nothingOfTheMailActsOnThePage() {
        String encoded = "=?utf-8?B?"
                + java.util.Base64.getEncoder().encodeToString(XSS.getBytes(StandardCharsets.UTF_8)) + "?=";
        byte[] octets = PortalStand.mail(
                "From: " + encoded + " <dr.ng@clinic.example>",
                "To: " + encoded + " <a@b.example>, \"<svg/onload=alert(1)>\"@b.example",
                "Cc: " + encoded + " <c@b.example>",
                "Subject: " + encoded,
                "MIME-Version: 1.0",
                "Content-Type: multipart/mixed; boundary=b",
                "",
                "--b",
                "Content-Type: text/plain",
                "",
                XSS + " https://x.example/\"onmouseover=alert(1) javascript:alert(1)",
                "--b",
                "Content-Type: text/html; name=\"x.html\"",
                "Content-Disposition: attachment; filename=\"" + encoded + ".html\"",
                "",
                "<script>alert(document.domain)</script>",
                "--b",
                "Content-Type: image/svg+xml",
                "Content-Disposition: attachment; filename=\"../../../etc/passwd\"",
                "",
                "<svg onload=alert(1)>",
                "--b--",
                "");
        String link = stand.linkTo(stand.clinic, octets, guest());
        GuestBrowser guest = stand.browser();
        Reply open = guest.open(stand, link);
        assertInert(open);
        assertThat(open.heading()).contains("<script>alert(1)</script>");
        assertInert(guest.get(link + "/answer?all=yes"));
        for (Element file : open.page().select(".files a")) {
            assertThat(file.text()).doesNotContain("/", "\\");
            Reply saved = guest.get(file.attr("href"));
            assertThat(saved.header("Content-Type")).isEqualTo("application/octet-stream");
            assertThat(saved.header("Content-Disposition"))
                    .startsWith("attachment;")
                    .doesNotContain("/", "<");
            assertThat(saved.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(saved.header("Content-Security-Policy")).contains("sandbox");
        }
    }

    private static void assertInert(Reply reply) {
        assertThat(reply.page().select("script").stream().map(e -> e.attr("src")))
                .allMatch(src -> src.startsWith("/p/portal-"));
        assertThat(reply.page().select("img, svg[onload]")).isEmpty();
        for (Element element : reply.page().getAllElements()) {
            element.attributes().forEach(a -> assertThat(a.getKey()).doesNotStartWith("on"));
            assertThat(element.attr("href").toLowerCase(java.util.Locale.ROOT)).doesNotStartWith("javascript:");
        }
    }

    @Test
    void brandIsEscaped() {
        chancery.mail.TenantId odd = new chancery.mail.TenantId(UUID.randomUUID());
        stand.faces.put(odd, new TenantFace(XSS, PortalStand.address("x@odd.example"), java.util.Locale.ENGLISH));
        String link = stand.linkTo(odd, simple(), guest());
        assertInert(stand.browser().get(link));
        Message notice = PortalStand.parse(PortalStand.octets(stand.sent.getLast()));
        assertThat(notice.header().all("From")).hasSize(1);
    }

    @Test
    void everyResponseIsGuarded() {
        String link = stand.linkTo(stand.clinic, simple(), guest());
        GuestBrowser guest = stand.browser();
        guest.open(stand, link);
        List<String> paths = List.of(
                "/",
                "/m",
                "/m/x",
                "/m/x/y/z",
                "/p/none.js",
                "/p/" + Assets.SCRIPT_NAME,
                link + "/read",
                link + "/frame",
                link + "/mail.eml",
                link + "/file/99",
                link + "/answer",
                link + "/nothing");
        for (String path : paths) {
            Reply reply = guest.get(path);
            assertThat(reply.header("Content-Security-Policy")).as(path).contains("default-src 'none'");
            assertThat(reply.header("Content-Security-Policy")).as(path).doesNotContain("unsafe-eval", "*");
            assertThat(reply.header("X-Content-Type-Options")).as(path).isEqualTo("nosniff");
            assertThat(reply.header("Referrer-Policy")).as(path).isEqualTo("no-referrer");
            assertThat(reply.header("Strict-Transport-Security")).as(path).contains("max-age");
        }
        assertThat(guest.get(link + "/read").header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void serviceTroubleIsSaidAsSuch() {
        String link = stand.linkTo(stand.clinic, simple(), guest());
        GuestBrowser guest = stand.browser();
        Reply waiting = guest.get(link);
        stand.spoolBroken = true;
        Reply trouble = guest.click(waiting, "/code", Map.of());
        stand.spoolBroken = false;
        assertThat(trouble.status()).isEqualTo(503);
        assertThat(trouble.heading()).isEqualTo("Something is wrong on our side");
        assertThat(trouble.text()).doesNotContain("MAIL_NOT_WRITTEN", "Exception");
    }
}
