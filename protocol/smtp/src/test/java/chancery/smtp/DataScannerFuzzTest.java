package chancery.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/** The automaton of DATA, however the octets are cut, agrees with RFC 5321 §4.5.2 written as text replacement. */
class DataScannerFuzzTest {
    private static final Pattern OUT_OF_PLACE = Pattern.compile("\r(?!\n)|(?<!\r)\n|\0");

    @FuzzTest(maxDuration = "5m")
    void content(FuzzedDataProvider data) {
        int[] cuts = data.consumeInts(8);
        byte[] input = data.consumeRemainingAsBytes();
        var sink = new CollectingSink();
        var intake = new ContentIntake(sink, SmtpLimits.Content.DEFAULT, fault -> {
            throw fault;
        });
        var scanner = new DataScanner(intake);
        int end = scan(scanner, input, cuts);
        String text = new String(input, StandardCharsets.ISO_8859_1);
        int expectedEnd = endOf(text);
        if (expectedEnd < 0) {
            assertThat(scanner.ended()).isFalse();
            return;
        }
        String content = text.substring(0, expectedEnd);
        assertThat(scanner.ended()).isTrue();
        assertThat(end).isEqualTo(expectedEnd);
        boolean outOfPlace = OUT_OF_PLACE.matcher(content).find();
        assertThat(intake.refused()).isEqualTo(outOfPlace);
        if (!outOfPlace) {
            assertThat(sink.text()).isEqualTo(unstuffed(content));
        }
    }

    private static int scan(DataScanner scanner, byte[] input, int[] cuts) {
        int[] sorted = Arrays.stream(cuts)
                .map(c -> Math.floorMod(c, input.length + 1))
                .sorted()
                .toArray();
        int from = 0;
        for (int i = 0; i <= sorted.length && !scanner.ended(); i++) {
            int to = i < sorted.length ? sorted[i] : input.length;
            from = to > from ? scanner.scan(input, from, to) : from;
        }
        return from;
    }

    /** Behind the first line that is a dot alone, or -1; a line begins behind CR LF only. */
    private static int endOf(String text) {
        int end = ("\r\n" + text).indexOf("\r\n.\r\n");
        return end < 0 ? -1 : end + 3;
    }

    private static String unstuffed(String content) {
        String lines = content.substring(0, content.length() - 3);
        return ("\r\n" + lines).replace("\r\n.", "\r\n").substring(2);
    }
}
