package chancery.smime;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mail.SyntaxException;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Files of certificates: what is read is written and read again as the same, and can be judged without a fault. */
class CertificateReaderFuzzTest {
    @FuzzTest(maxDuration = "5m")
    void certificates(byte[] input) {
        try {
            for (Certificate certificate : CertificateReader.read(input)) {
                byte[] pem = certificate.pem().getBytes(StandardCharsets.US_ASCII);
                assertThat(CertificateReader.read(pem)).containsExactly(certificate);
                assertThat(certificate.keyAlgorithm()).isNotNull();
                assertThat(certificate.addresses())
                        .allSatisfy(a -> assertThat(a.domain()).isNotEmpty());
                assertThat(People.trust().evaluate(certificate, TrustEvaluator.Use.SIGNING, List.of(), People.NOW))
                        .isNotNull();
            }
        } catch (SyntaxException e) {
            assertThat(e.position()).isNotNegative();
        }
    }
}
