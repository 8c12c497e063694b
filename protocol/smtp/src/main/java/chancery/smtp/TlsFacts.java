package chancery.smtp;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * How a connection is encrypted.
 *
 * @param version as the JDK names it: {@code TLSv1.3}
 * @param cipher as IANA names it: {@code TLS_AES_128_GCM_SHA256}
 * @param peerCertificates chain of the peer, own one first; empty when it showed none. A server does not check a
 *     client's chain: it proves possession of the key, no more
 */
public record TlsFacts(String version, String cipher, List<X509Certificate> peerCertificates) {
    public TlsFacts {
        peerCertificates = List.copyOf(peerCertificates);
    }
}
