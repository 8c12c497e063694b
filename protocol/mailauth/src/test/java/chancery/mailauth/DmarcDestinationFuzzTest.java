package chancery.mailauth;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mail.SyntaxException;
import chancery.net.FakeDns;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;

/** A policy record, and after a line break what a host answers: only that host and the domain's own ever get reports. */
class DmarcDestinationFuzzTest {
    private static final String HOME = "home.example";
    private static final String OUT = "out.example";

    @FuzzTest(maxDuration = "5m")
    void destinations(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        int cut = Math.max(0, text.indexOf('\n'));
        String answer = text.substring(text.isEmpty() ? 0 : cut + 1);
        DmarcRecord record;
        try {
            record = DmarcRecord.parse(text.substring(0, cut));
        } catch (SyntaxException e) {
            return;
        }
        var dns = new FakeDns().record("*._report._dmarc." + OUT, "TXT", strings(answer));
        var found = new DmarcDestinationVerifier(dns, InstantSource.fixed(Tests.NOW)).verify(HOME, record);
        assertThat(found)
                .hasSize(record.aggregateReports().size()
                        + record.failureReports().size());
        for (var destination : found) {
            assertThat(destination.recipients()).allSatisfy(r -> {
                boolean atHome = r.domain().equals(HOME);
                assertThat(atHome || (r.domain().equals(OUT) && DmarcRecord.isDmarc(answer)))
                        .isTrue();
            });
            boolean sent = destination instanceof DmarcDestination.Internal
                    || destination instanceof DmarcDestination.Authorized;
            assertThat(destination.recipients().isEmpty()).isEqualTo(!sent);
        }
    }

    /** Each octet by its number, in strings as long as the DNS has them. */
    private static String strings(String text) {
        var strings = new StringBuilder("\"");
        for (int i = 0; i < Math.min(text.length(), 4000); i++) {
            strings.append(i > 0 && i % 255 == 0 ? "\" \"" : "").append("\\%03d".formatted((int) text.charAt(i)));
        }
        return strings.append('"').toString();
    }
}
