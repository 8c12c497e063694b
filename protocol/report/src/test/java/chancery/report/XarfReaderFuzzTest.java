package chancery.report;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mail.SyntaxException;
import com.code_intelligence.jazzer.junit.FuzzTest;

/** A report that can be read can be written, and then says the same. */
class XarfReaderFuzzTest {
    @FuzzTest(maxDuration = "5m")
    void xarf(byte[] input) throws Exception {
        XarfReport report;
        try {
            report = XarfReader.parse(input, ReportLimits.STANDARD);
        } catch (SyntaxException e) {
            assertThat(e.position()).isNotNegative();
            return;
        }
        var again = XarfReader.parse(XarfWriter.write(report), ReportLimits.STANDARD);
        assertThat(again.source()).isEqualTo(report.source());
        assertThat(again.details()).isEqualTo(report.details());
        assertThat(again.evidence()).hasSameSizeAs(report.evidence());
    }
}
