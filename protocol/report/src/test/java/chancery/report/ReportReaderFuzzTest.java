package chancery.report;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mail.SyntaxException;
import chancery.mime.Message;
import chancery.mime.MessageParser;
import com.code_intelligence.jazzer.junit.FuzzTest;

/** DSN, MDN and feedback reports in any message are read or passed over, and never fail. */
class ReportReaderFuzzTest {
    @FuzzTest(maxDuration = "5m")
    void report(byte[] input) throws Exception {
        Message message;
        try {
            message = MessageParser.parse(input);
        } catch (SyntaxException e) {
            return;
        }
        for (Report report : ReportReader.read(message, ReportLimits.STANDARD)) {
            assertThat(report).isEqualTo(report);
        }
        assertThat(MdnRequest.of(message.header())).isNotNull();
    }
}
