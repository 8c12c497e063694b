package chancery.report;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mail.SyntaxException;
import com.code_intelligence.jazzer.junit.FuzzTest;

/** A report that can be read can be written, and then says the same. */
class DmarcAggregateReaderFuzzTest {
    @FuzzTest(maxDuration = "5m")
    void aggregate(byte[] input) throws Exception {
        DmarcAggregate report;
        try {
            report = DmarcAggregateReader.parse(input, ReportLimits.STANDARD);
        } catch (SyntaxException e) {
            assertThat(e.position()).isNotNegative();
            return;
        }
        assertThat(report.mails()).isNotNegative();
        if (!report.rows().isEmpty()) {
            var again = DmarcAggregateReader.parse(DmarcAggregateWriter.write(report), ReportLimits.STANDARD);
            assertThat(again.rows()).hasSameSizeAs(report.rows());
            assertThat(again.mails()).isEqualTo(report.mails());
            assertThat(again.failedMails()).isEqualTo(report.failedMails());
        }
    }
}
