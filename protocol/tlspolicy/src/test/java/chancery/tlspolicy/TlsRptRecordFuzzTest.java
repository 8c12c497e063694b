package chancery.tlspolicy;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mail.SyntaxException;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.NullMarked;

@NullMarked
class TlsRptRecordFuzzTest {
    @FuzzTest(maxDuration = "5m")
    void record(byte[] octets) {
        var text = new String(octets, StandardCharsets.ISO_8859_1);
        try {
            var record = TlsRptRecord.parse(text);
            assertThat(TlsRptRecord.parse(record.text()).rua()).hasSameSizeAs(record.rua());
            assertThat(record.rua()).allMatch(uri -> uri.getScheme().matches("(?i)mailto|https"));
        } catch (SyntaxException malformed) {
            assertThat(malformed.position()).isBetween(0, text.length());
        }
    }
}
