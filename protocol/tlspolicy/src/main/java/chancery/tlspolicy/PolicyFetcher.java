package chancery.tlspolicy;

/**
 * Gets a policy's text. What fetches must verify the server's certificate for the host (RFC 8461 §3.3), follow no
 * redirect, use no HTTP cache, and give up after a deadline and after {@link MtaStsPolicyParser#MAX_OCTETS} octets.
 */
@FunctionalInterface
public interface PolicyFetcher {
    /** What came of it. */
    sealed interface Fetched {
        /** The body of a complete answer 200 of type text/plain. */
        record Text(byte[] octets) implements Fetched {}

        /** @param result for the report to the domain */
        record Failed(TlsResultType result, String why) implements Fetched {}
    }

    /** @param host to fetch {@code /.well-known/mta-sts.txt} from */
    Fetched fetch(String host);
}
