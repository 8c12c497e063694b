package chancery.smime;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mail.SyntaxException;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Files of certificates: what is read is written and read again as the same, and none is verified by an authority
 * that never saw it. */
class CertificateReaderFuzzTest {
    @FuzzTest(maxDuration = "5m")
    void certificates(byte[] input) {
        try {
            for (Certificate certificate : CertificateReader.read(input)) {
                byte[] pem = certificate.pem().getBytes(StandardCharsets.US_ASCII);
                assertThat(CertificateReader.read(pem)).containsExactly(certificate);
                assertThat(certificate.keyAlgorithm()).isNotBlank();
                assertThat(certificate.addresses())
                        .allSatisfy(a -> assertThat(a.domain()).isNotEmpty());
                assertThat(People.trust().evaluate(certificate, TrustEvaluator.Use.SIGNING, List.of(), People.NOW))
                        .isNotInstanceOf(Trust.Verified.class);
            }
        } catch (SyntaxException e) {
            assertThat(e.position()).isNotNegative();
        }
    }
}
