package chancery.outbound;

/** How the next hop for a domain is found. */
public sealed interface Route {
    /** By its MX records, or its addresses when it has none (RFC 5321 §5.1). */
    record MxLookup() implements Route {}

    /**
     * A host that the operator named.
     *
     * @param host name or IP address
     */
    record Smarthost(String host, int port) implements Route {}
}
