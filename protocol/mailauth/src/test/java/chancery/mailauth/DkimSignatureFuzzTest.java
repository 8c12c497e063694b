package chancery.mailauth;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mail.SyntaxException;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** A tag list is read or refused with a place; what is read names a domain, a selector and fields. */
class DkimSignatureFuzzTest {
    @FuzzTest(maxDuration = "5m")
    void signature(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        try {
            var signature = DkimSignature.parse(text);
            assertThat(signature.domain()).matches("[a-z0-9_.-]+");
            assertThat(signature.selector()).matches("[a-z0-9_.-]+");
            assertThat(signature.fields()).isNotEmpty().noneMatch(String::isEmpty);
            assertThat(signature.identity()).contains("@");
            assertThat(signature.bodyLength()).isNotNegative();
        } catch (SyntaxException e) {
            assertThat(e.position()).isBetween(0, text.length());
        }
        byte[] field = Tests.ascii("DKIM-Signature:" + text + "\r\n");
        byte[] once = SignedFields.withoutSignature(field);
        assertThat(SignedFields.withoutSignature(once)).isEqualTo(once);
        assertThat(once.length).isLessThanOrEqualTo(field.length);
    }
}
