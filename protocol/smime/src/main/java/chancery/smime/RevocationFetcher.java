package chancery.smime;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Fetches revocation lists and OCSP answers. This module opens no connection of its own: what may be reached, through
 * which proxy and how often is the caller's to decide, in the implementation. An implementation must refuse addresses of
 * internal networks: the URIs come from certificates that anybody can make.
 */
public interface RevocationFetcher {

    /**
     * One request.
     *
     * @param uri http or https, from a certificate
     * @param body for an OCSP request by POST (RFC 6960 §A.1), else empty for a GET
     * @param contentType of the body, or empty
     * @param deadline how long it may take in all
     * @param maxOctets an answer larger than this must be given up
     */
    record Request(URI uri, Optional<byte[]> body, String contentType, Duration deadline, int maxOctets) {}

    /** The body of a good answer. */
    byte[] fetch(Request request) throws IOException;
}
