package chancery.smime;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mail.SyntaxException;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;

/**
 * CMS objects: read or refused, and never decrypted into anything but what was encrypted. The input is an object, and
 * beside that a list of places in a good one where bits are turned.
 */
class CmsReaderFuzzTest {
    private static final SmimeLimits SMALL = new SmimeLimits(4, 1 << 16, 1 << 16, 10, 4, 8, 100);
    private static final byte[] SECRET = "only for Alice".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] GOOD = good();

    private static byte[] good() {
        try {
            var to = List.of(Recipient.of(People.alice(KeyKind.EC_P256).certificate()));
            return MessageProtector.encryptOctets(SECRET, to, ContentCipher.AES_256_GCM);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @FuzzTest(maxDuration = "5m")
    void cms(byte[] input) throws IOException {
        decrypt(input);
        byte[] turned = GOOD.clone();
        for (int i = 0; i + 2 < input.length && i < 30; i += 3) {
            int place = ((input[i] & 0xff) << 8 | input[i + 1] & 0xff) % turned.length;
            turned[place] ^= input[i + 2];
        }
        decrypt(turned);
    }

    private static void decrypt(byte[] cms) throws IOException {
        try (var space = ScratchSpace.standard()) {
            var read = CmsReader.read(new ByteArrayInputStream(cms), cms.length, space, SMALL);
            if (read instanceof CmsObject.Enveloped envelope) {
                var decryption = new Decryption(
                        List.of(People.alice(KeyKind.EC_P256)), AlgorithmPolicy.OF_2026, People.NOW, space);
                if (decryption.decrypt(envelope) instanceof Decryption.Outcome.Decrypted done
                        && done.layer().cipher().isAuthenticated()) {
                    try (var in = done.content().open()) {
                        assertThat(in.readAllBytes()).isEqualTo(SECRET);
                    }
                }
            }
        } catch (SyntaxException | LimitException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }
}
