package chancery.mime;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mail.SyntaxException;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A header section keeps its octets; encoded words, dates and identifiers in it are read or passed over. */
class HeaderFieldFuzzTest {
    @FuzzTest(maxDuration = "5m")
    void header(byte[] input) throws IOException {
        HeaderSection section;
        try {
            section = MessageParser.parseHeader(new ByteArrayInputStream(input), MimeLimits.STANDARD);
        } catch (SyntaxException refused) {
            assertThat(refused.position()).isNotNegative();
            return;
        }
        byte[] octets = section.octets();
        assertThat(Arrays.equals(octets, Arrays.copyOf(input, octets.length))).isTrue();
        var fields = new ByteArrayOutputStream();
        for (HeaderField field : section.fields()) {
            field.writeTo(fields);
            assertThat(field.value()).doesNotContain("\n");
            assertThat(field.text()).isNotNull();
            assertThat(MailDate.parse(field.value())).isNotNull();
            assertThat(MessageIds.all(field.value())).isNotNull();
        }
        fields.writeBytes(section.ending());
        assertThat(Arrays.equals(fields.toByteArray(), octets)).isTrue();
        String text = new String(input, StandardCharsets.UTF_8);
        assertThat(EncodedWords.decode(text)).isNotNull();
    }
}
