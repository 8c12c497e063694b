package chancery.net;

/** Where {@link DnsSecurity} comes from. */
public enum DnssecMode {
    /** Answers are {@code UNKNOWN}. */
    OFF,
    /** The AD bit of the configured servers is believed: only with servers on this machine or a guarded path (RFC 6840 §5.7). */
    TRUST_SERVERS,
    /** Signatures are verified here, from the root's trust anchors. */
    VALIDATE
}
