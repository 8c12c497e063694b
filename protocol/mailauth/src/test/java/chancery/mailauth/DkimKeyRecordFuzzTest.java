package chancery.mailauth;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mail.SyntaxException;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** A key record is read or refused; a key that is read can be used. */
class DkimKeyRecordFuzzTest {
    @FuzzTest(maxDuration = "5m")
    void record(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        try {
            var record = DkimKeyRecord.parse(text);
            if (record.material() instanceof DkimKeyRecord.Material.Key key && !record.isExcessive()) {
                var algorithm =
                        record.keyType().equals("rsa") ? DkimAlgorithm.RSA_SHA256 : DkimAlgorithm.ED25519_SHA256;
                assertThat(algorithm.verifies(input, new byte[64], key.key())).isFalse();
                assertThat(record.bits()).isPositive();
            }
        } catch (SyntaxException e) {
            assertThat(e.position()).isBetween(0, text.length());
        }
    }
}
