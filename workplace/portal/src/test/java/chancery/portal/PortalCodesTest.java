package chancery.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** How many codes can be had, by whom, and how fast. */
class PortalCodesTest {
    private static final byte[] LETTER =
            "From: dr.ng@clinic.example\r\nSubject: Hello\r\n\r\nBody\r\n".getBytes(StandardCharsets.US_ASCII);

    @Test
    void codesAskedForAtOnceAreCountedOneAfterTheOther() throws Exception {
        try (PortalStand stand = new PortalStand()) {
            String link = stand.linkTo(stand.clinic, LETTER, "ines@mail.example");
            int before = stand.sent.size();
            List<Callable<Integer>> asks = new ArrayList<>();
            for (int i = 0; i < 3 * PortalSettings.CODES_PER_HOUR; i++) {
                GuestBrowser browser = stand.browser();
                var page = browser.get(link);
                asks.add(() -> browser.click(page, "/code", Map.of()).status());
            }
            List<Integer> answers = new ArrayList<>();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (var answer : threads.invokeAll(asks)) {
                    answers.add(answer.get());
                }
            }
            assertThat(answers).filteredOn(status -> status == 303).hasSize(PortalSettings.CODES_PER_HOUR);
            assertThat(answers).filteredOn(status -> status == 429).hasSize(2 * PortalSettings.CODES_PER_HOUR);
            assertThat(stand.sent).hasSize(before + PortalSettings.CODES_PER_HOUR);
        }
    }

    @Test
    void oneBrowserThatClicksTwiceGetsOneCode() throws Exception {
        try (PortalStand stand = new PortalStand()) {
            String link = stand.linkTo(stand.clinic, LETTER, "jan@mail.example");
            GuestBrowser browser = stand.browser();
            var page = browser.get(link);
            int before = stand.sent.size();
            browser.click(page, "/code", Map.of());
            browser.click(page, "/code", Map.of());
            assertThat(stand.sent).hasSize(before + 1);
        }
    }

    @Test
    void manyMailsToOneMailboxMakeNoFloodOfCodes() throws Exception {
        try (PortalStand stand = new PortalStand()) {
            List<String> links = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                links.add(stand.linkTo(stand.clinic, LETTER, "kim@mail.example"));
            }
            String other = stand.linkTo(stand.clinic, LETTER, "lou@mail.example");
            int codes = 0;
            for (int i = 0; i < PortalSettings.MAILBOX_CODES_PER_HOUR + 12; i++) {
                GuestBrowser browser = stand.browser();
                codes += browser.click(browser.get(links.get(i % links.size())), "/code", Map.of())
                                        .status()
                                == 303
                        ? 1
                        : 0;
            }
            assertThat(codes).isEqualTo(PortalSettings.MAILBOX_CODES_PER_HOUR);
            GuestBrowser neighbour = stand.browser();
            assertThat(neighbour.click(neighbour.get(other), "/code", Map.of()).status())
                    .as("another mailbox has its own count")
                    .isEqualTo(303);
            stand.clock.advance(Duration.ofMinutes(61));
            GuestBrowser later = stand.browser();
            assertThat(later.click(later.get(links.getFirst()), "/code", Map.of())
                            .status())
                    .isEqualTo(303);
        }
    }
}
