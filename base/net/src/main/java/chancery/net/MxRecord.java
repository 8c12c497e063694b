package chancery.net;

/**
 * One mail exchanger.
 *
 * @param preference lower is tried first
 * @param host in lower case without the final dot; empty for a null MX (RFC 7505 §3)
 */
public record MxRecord(int preference, String host) {
    public boolean isNull() {
        return host.isEmpty();
    }
}
