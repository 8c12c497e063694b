package chancery.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SignatureException;
import java.security.cert.CertificateExpiredException;
import org.junit.jupiter.api.Test;

class TestCaTest {
    private final TestCa ca = TestCa.create();

    @Test
    void aServerCertificateIsSignedByTheAuthorityAndValidNow() throws Exception {
        TestCertificate server = ca.server("mx.example", "127.0.0.1");
        server.chain().getFirst().verify(ca.certificate().getPublicKey());
        server.chain().getFirst().checkValidity();
        assertThat(server.chain().getFirst().getSubjectAlternativeNames()).hasSize(2);
        assertThat(server.context()).isNotNull();
        assertThat(server.chainPem()).contains("BEGIN CERTIFICATE");
    }

    @Test
    void badOnesAreBad() {
        assertThatThrownBy(() -> ca.expired("mx.example").chain().getFirst().checkValidity())
                .isInstanceOf(CertificateExpiredException.class);
        assertThatThrownBy(() -> TestCa.selfSigned("mx.example")
                        .chain()
                        .getFirst()
                        .verify(ca.certificate().getPublicKey()))
                .isInstanceOf(SignatureException.class);
    }
}
