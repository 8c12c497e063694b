package chancery.mime;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Parameters with charset and continuation (RFC 2231): what is read is written so that it is read again. */
class ParametersFuzzTest {
    @FuzzTest(maxDuration = "5m")
    void parameters(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        assertThat(ContentDisposition.parse(text).type()).isNotNull();
        var type = ContentType.parse(text);
        if (type.isEmpty()) {
            return;
        }
        var names = type.get().parameters().values().keySet();
        assertThat(names).allMatch(n -> !n.isEmpty());
        String name = FileNames.safe(type.get().parameters().get("name"), "text/plain", 1);
        assertThat(name).isNotEmpty().doesNotContain("/", "\\", "\0", "\n");
    }
}
