package chancery.report;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mail.SyntaxException;
import com.code_intelligence.jazzer.junit.FuzzTest;

/** A report that can be read is written as the same report. */
class TlsReportReaderFuzzTest {
    @FuzzTest(maxDuration = "5m")
    void tls(byte[] input) throws Exception {
        TlsReport report;
        try {
            report = TlsReportReader.parse(input, ReportLimits.STANDARD);
        } catch (SyntaxException e) {
            assertThat(e.position()).isNotNegative();
            return;
        }
        assertThat(TlsReportReader.parse(TlsReportWriter.write(report), ReportLimits.STANDARD))
                .isEqualTo(report);
    }
}
