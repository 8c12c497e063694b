package chancery.smtp;

import java.time.Instant;
import java.util.List;

/**
 * What a TLS handshake showed, for the audit.
 *
 * @param version as the JDK names it, {@code TLSv1.3}
 * @param cipher IANA name of the cipher suite
 * @param chainSha256 lower case hexadecimal SHA-256 of each certificate that the server sent, its own first
 * @param certificate the server's own
 * @param namesMatched acceptable names that the certificate carries
 * @param objection why the certificate was not accepted; empty when it was, or was not checked
 * @param verified chain and name were checked and good
 */
public record SmtpClientEvidence(
        String version,
        String cipher,
        List<String> chainSha256,
        Certificate certificate,
        List<String> namesMatched,
        String objection,
        boolean verified) {
    public SmtpClientEvidence {
        chainSha256 = List.copyOf(chainSha256);
        namesMatched = List.copyOf(namesMatched);
    }

    /** Distinguished names (RFC 4514 §2) and end of a certificate. */
    public record Certificate(String subject, String issuer, Instant notAfter) {}
}
