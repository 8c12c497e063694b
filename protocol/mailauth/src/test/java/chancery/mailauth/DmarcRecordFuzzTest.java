package chancery.mailauth;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mail.SyntaxException;
import chancery.mailauth.DmarcRecord.Policy;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** A record is no DMARC record, or it is read; a wrong policy never becomes a strict one. */
class DmarcRecordFuzzTest {
    @FuzzTest(maxDuration = "5m")
    void record(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        try {
            var record = DmarcRecord.parse(text);
            assertThat(DmarcRecord.isDmarc(text)).isTrue();
            if (!record.ownIsValid()) {
                assertThat(record.own()).isEqualTo(Policy.NONE);
                assertThat(record.subdomains()).isEqualTo(Policy.NONE);
                assertThat(record.nonExistent()).isEqualTo(Policy.NONE);
                assertThat(record.faults()).isNotEmpty();
            }
            assertThat(record.aggregateReports()).allMatch(u -> u.isAbsolute());
        } catch (SyntaxException e) {
            assertThat(DmarcRecord.isDmarc(text) && text.length() < 16_384).isFalse();
        }
    }
}
