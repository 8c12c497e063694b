package chancery.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The portal in a real browser. Pictures of every page lie in {@code target/pictures} afterwards, to be looked at. */
class PortalBrowserTest {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path PICTURES = Path.of("target", "pictures");

    // the library's own runner also enters frames, where nothing may run, and waits there for ever
    private static final String AXE = axe();

    private static PortalStand stand;
    private static Playwright playwright;
    private static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        boolean there = Files.isExecutable(CHROMIUM);
        assertThat(there || !"true".equals(System.getenv("CI")))
                .as("CI must have chromium")
                .isTrue();
        Assumptions.assumeTrue(there, "skipped: no /usr/bin/chromium");
        Files.createDirectories(PICTURES);
        stand = new PortalStand();
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setHeadless(true)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
    }

    @AfterAll
    static void stop() {
        if (playwright != null) {
            browser.close();
            playwright.close();
        }
        if (stand != null) {
            stand.close();
        }
    }

    private static String axe() {
        try (InputStream in = AxeBuilder.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] letter() {
        String picture = Base64.getEncoder().encodeToString(logo());
        return PortalStand.mail(
                "From: \"Dr. Ada Ng\" <dr.ng@clinic.example>",
                "To: \"Mara Keller\" <mara.keller@mail.example>, practice@doctor.example",
                "Cc: reception@clinic.example",
                "Date: Mon, 23 Nov 2026 09:30:00 +0100",
                "Message-ID: <mri-2026@clinic.example>",
                "Subject: =?utf-8?Q?Your_MRI_of_18_November_=E2=80=93_results_and_next_steps?=",
                "MIME-Version: 1.0",
                "Content-Type: multipart/mixed; boundary=b",
                "",
                "--b",
                "Content-Type: multipart/related; boundary=r",
                "",
                "--r",
                "Content-Type: text/html; charset=utf-8",
                "",
                "<div style=\"font-family:Calibri,Arial,sans-serif;font-size:15px\"><img src=\"cid:logo\" alt=\"Lindenhof\">"
                        + "<p>Dear Ms Keller,</p><p>thank you for coming in on 18 November. The images show <b>no sign of a"
                        + " new lesion</b>. The small finding from spring has not changed.</p>"
                        + "<table style=\"border-collapse:collapse\"><tr><th style=\"border:1px solid #999;padding:4px 10px\">"
                        + "Region</th><th style=\"border:1px solid #999;padding:4px 10px\">Finding</th></tr>"
                        + "<tr><td style=\"border:1px solid #999;padding:4px 10px\">L4/L5</td>"
                        + "<td style=\"border:1px solid #999;padding:4px 10px\">unchanged</td></tr></table>"
                        + "<p>Please bring the attached report to your next visit. You can <a href=\"https://clinic.example/v\">"
                        + "choose a date here</a>.</p><p>With kind regards<br>Ada Ng</p>"
                        + "<img src=\"https://pixel.tracker.example/o.gif\" alt=\"\"></div>",
                "--r",
                "Content-Type: image/png",
                "Content-ID: <logo>",
                "Content-Transfer-Encoding: base64",
                "",
                picture,
                "--r--",
                "--b",
                "Content-Type: application/pdf",
                "Content-Disposition: attachment; filename=\"Radiology report 2026-11-18.pdf\"",
                "Content-Transfer-Encoding: base64",
                "",
                Base64.getMimeEncoder().encodeToString(new byte[234_567]),
                "--b",
                "Content-Type: image/jpeg",
                "Content-Disposition: attachment; filename=\"L4-L5 sagittal.jpg\"",
                "Content-Transfer-Encoding: base64",
                "",
                Base64.getMimeEncoder().encodeToString(new byte[1_834_567]),
                "--b--",
                "");
    }

    private static byte[] logo() {
        try {
            var image = new java.awt.image.BufferedImage(160, 36, java.awt.image.BufferedImage.TYPE_INT_RGB);
            var pen = image.createGraphics();
            pen.setColor(new java.awt.Color(0x0d5752));
            pen.fillRect(0, 0, 160, 36);
            pen.dispose();
            var out = new java.io.ByteArrayOutputStream();
            javax.imageio.ImageIO.write(image, "png", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void guestReadsAndAnswersOnAPhone() {
        guestReadsAndAnswers("phone", "light", "de", true);
    }

    @Tag("soak")
    @ParameterizedTest(name = "{0} {1} {2} script={3}")
    @CsvSource({
        "desktop,light,en,true",
        "desktop,dark,en,true",
        "phone,dark,en,true",
        "desktop,light,de,false",
        "phone,light,en,false"
    })
    void guestReadsAndAnswers(String size, String scheme, String language, boolean script) {
        Walk walk = new Walk(size + "-" + scheme + "-" + language + (script ? "" : "-noscript"), script);
        String link = stand.linkTo(stand.clinic, letter(), walk.name + "@mail.example");
        try (BrowserContext context = browser.newContext(options(size, scheme, language, script))) {
            context.setDefaultTimeout(20_000);
            Page page = context.newPage();
            walk.watch(page);
            page.navigate("https://localhost:" + stand.port + link);
            walk.look(page, "1-waiting");
            page.locator("main button").click();
            page.waitForURL("**/code");
            walk.look(page, "2-code");
            page.locator("#code").fill("0000 0000");
            page.locator("main form button").first().click();
            walk.look(page, "3-wrong-code");
            page.locator("#code").fill(MailedCode.grouped(stand.codeIn(stand.sent.getLast())));
            page.locator("main form button").first().click();
            page.waitForURL("**/read");
            assertThat(page.frameLocator("iframe").locator("b").innerText()).contains("no sign");
            walk.look(page, "4-mail");
            walk.weigh(page);
            answer(walk, page);
            page.locator("header button").click();
            walk.look(page, "7-signed-out");
        }
        assertThat(walk.complaints).isEmpty();
    }

    private static void answer(Walk walk, Page page) {
        page.locator("a[href$='/answer?all=yes']").click();
        page.locator("#text").fill("Dear Dr. Ng,\n\nthank you. I will bring the report on Thursday.\n\nMara Keller");
        page.locator("#files")
                .setInputFiles(
                        new FilePayload("Questions.txt", "text/plain", "When?".getBytes(StandardCharsets.UTF_8)));
        walk.look(page, "5-answer");
        int before = stand.submitted.size();
        page.locator("main button").click();
        page.waitForURL("**/read");
        assertThat(stand.submitted).hasSize(before + 1);
        walk.look(page, "6-answered");
    }

    @Tag("soak")
    @ParameterizedTest(name = "{0}")
    @CsvSource({"phone", "desktop"})
    void aLongMailNeedsNoScrollBarOfItsOwn(String size) {
        Walk walk = new Walk("long-" + size, true);
        String html = "<table width=\"640\"><tr><td>" + "<p>One more line of a long formatted letter.</p>".repeat(150)
                + "</td></tr></table>";
        byte[] mail = PortalStand.mail(
                "From: dr.ng@clinic.example", "Subject: Long", "Content-Type: text/html; charset=utf-8", "", html, "");
        String link = stand.linkTo(stand.clinic, mail, walk.name + "@mail.example");
        try (BrowserContext context = browser.newContext(options(size, "light", "en", true))) {
            context.setDefaultTimeout(20_000);
            Page page = context.newPage();
            walk.watch(page);
            page.navigate("https://localhost:" + stand.port + link);
            page.locator("main button").click();
            page.waitForURL("**/code");
            page.locator("#code").fill(MailedCode.grouped(stand.codeIn(stand.sent.getLast())));
            page.locator("main form button").first().click();
            page.waitForURL("**/read");
            walk.look(page, "mail");
            page.waitForFunction("() => { var d = document.querySelector('iframe').contentDocument.documentElement;"
                    + " return d.scrollHeight > 3000 && d.scrollHeight <= d.clientHeight; }");
        }
        assertThat(walk.complaints).isEmpty();
    }

    @Tag("soak")
    @ParameterizedTest(name = "{0}")
    @CsvSource({"light", "dark"})
    void pagesOfTrouble(String scheme) {
        Walk walk = new Walk("trouble-" + scheme, true);
        try (BrowserContext context = browser.newContext(options("phone", scheme, "en", true))) {
            context.setDefaultTimeout(20_000);
            Page page = context.newPage();
            walk.watch(page);
            page.navigate("https://localhost:" + stand.port + "/m/nothing");
            walk.look(page, "missing");
            page.navigate("https://localhost:" + stand.port + "/");
            walk.look(page, "root");
            String link = stand.linkTo(stand.clinic, letter(), "trouble-" + scheme + "@mail.example");
            page.navigate("https://localhost:" + stand.port + link + "/code");
            walk.look(page, "other-browser");
            notice(walk, context, stand.sent.getLast(), "notice-mail");
            for (int i = 0; i < PortalSettings.CODES_PER_HOUR; i++) {
                GuestBrowser flood = stand.browser();
                flood.click(flood.get(link), "/code", java.util.Map.of());
            }
            notice(walk, context, stand.sent.getLast(), "code-mail");
            page.navigate("https://localhost:" + stand.port + link);
            page.locator("main button").click();
            walk.look(page, "too-many");
            String spent = stand.linkTo(stand.clinic, letter(), "spent-" + scheme + "@mail.example");
            page.navigate("https://localhost:" + stand.port + spent);
            page.locator("main button").click();
            page.waitForURL("**/code");
            for (int i = 0; i < 5; i++) {
                page.locator("#code").fill("0000 0000");
                page.locator("main form button").first().click();
            }
            walk.look(page, "code-spent");
            String gone = stand.linkTo(stand.clinic, letter(), "gone-" + scheme + "@mail.example");
            stand.clock.advance(java.time.Duration.ofDays(15));
            page.navigate("https://localhost:" + stand.port + gone);
            walk.look(page, "expired");
        }
        // a page that is not found is a complaint of the browser's console, and only that
        assertThat(walk.complaints).allMatch(c -> c.contains("404") || c.contains("429") || c.contains("410"));
    }

    /** The HTML of a notice as a mail program would show it; the rules for pages are not those for mails. */
    private static void notice(Walk walk, BrowserContext context, chancery.spool.AcceptedMail mail, String step) {
        Page page = context.newPage();
        page.setContent(PortalStand.htmlOf(mail));
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(PICTURES.resolve(walk.name + "-" + step + ".png")));
        page.close();
    }

    private static Browser.NewContextOptions options(String size, String scheme, String language, boolean script) {
        boolean phone = size.equals("phone");
        return new Browser.NewContextOptions()
                .setIgnoreHTTPSErrors(true)
                .setViewportSize(phone ? 390 : 1280, phone ? 844 : 860)
                .setDeviceScaleFactor(phone ? 2 : 1)
                .setIsMobile(phone)
                .setHasTouch(phone)
                .setColorScheme(scheme.equals("dark") ? ColorScheme.DARK : ColorScheme.LIGHT)
                .setLocale(language)
                .setJavaScriptEnabled(script);
    }

    /** One way through the portal, with everything that was wrong on it. */
    private static final class Walk {
        final String name;
        final boolean script;
        final List<String> complaints = new ArrayList<>();

        Walk(String name, boolean script) {
            this.name = name;
            this.script = script;
        }

        void watch(Page page) {
            page.onConsoleMessage(message -> {
                boolean expected = message.text().contains("status of 422");
                if (!expected
                        && (message.type().equals("error") || message.type().equals("warning"))) {
                    complaints.add("console: " + message.text());
                }
            });
            page.onPageError(error -> complaints.add("script: " + error));
            page.onRequest(request -> {
                if (!request.url().startsWith("https://localhost:" + stand.port)
                        && !request.url().startsWith("data:")) {
                    complaints.add("request elsewhere: " + request.url());
                }
            });
        }

        /** A page of a mail is read once, on a phone: it must be small, whatever the mail itself weighs. */
        void weigh(Page page) {
            int octets = page.content().length() + Assets.SCRIPT.length();
            if (octets > 20_000) {
                complaints.add("the page around the mail has " + octets + " octets");
            }
            System.out.println("page around a mail: " + octets + " octets with its style and script");
        }

        void look(Page page, String step) {
            page.screenshot(new Page.ScreenshotOptions()
                    .setFullPage(true)
                    .setPath(PICTURES.resolve(name + "-" + step + ".png")));
            int width = ((Number) page.evaluate("document.documentElement.scrollWidth")).intValue();
            if (width > page.viewportSize().width) {
                complaints.add(step + ": wider than the screen: " + width);
            }
            if (script) {
                page.evaluate(AXE);
                Object found = page.evaluate("axe.run(document, {iframes: false}).then(r => r.violations.map("
                        + "v => v.id + ' ' + v.nodes.map(n => n.html).join(' | ')))");
                ((List<?>) found).forEach(violation -> complaints.add(step + ": " + violation));
            }
        }
    }
}
