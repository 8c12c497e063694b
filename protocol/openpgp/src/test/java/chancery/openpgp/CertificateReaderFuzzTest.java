package chancery.openpgp;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mail.SyntaxException;
import com.code_intelligence.jazzer.junit.FuzzTest;

/** Anything as certificates: what is read is written so that it is read the same; canonical form and merge change no more. */
class CertificateReaderFuzzTest {
    @FuzzTest(maxDuration = "5m")
    void certificates(byte[] input) throws Exception {
        CertificateReader.Contents contents;
        try {
            contents = CertificateReader.parse(input, OpenPgpLimits.STANDARD);
        } catch (SyntaxException e) {
            assertThat(e.position()).isNotNegative();
            return;
        }
        for (Certificate certificate : contents.allCertificates()) {
            Certificate canonical = certificate.canonical();
            assertThat(canonical.canonical()).isEqualTo(canonical);
            assertThat(canonical.merge(canonical).canonical()).isEqualTo(canonical);
            assertThat(Certificate.parse(canonical.toOctets())).isEqualTo(canonical);
            assertThat(canonical.at(Fixtures.NOW, Fixtures.POLICY).trust()).isNotNull();
        }
    }
}
