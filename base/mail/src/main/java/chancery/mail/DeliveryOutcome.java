package chancery.mail;

import java.util.Map;

/**
 * What an attempt did for one recipient (RFC 3464 §2.3.3). {@code evidence} holds facts for the audit: next hop,
 * reply, TLS version, cipher, certificate chain digests.
 */
public sealed interface DeliveryOutcome {
    Map<String, String> evidence();

    /** In the recipient's hands: portal or mailbox of this installation. */
    record Delivered(Map<String, String> evidence) implements DeliveryOutcome {}

    /** The next hop answered 2yz and is responsible now (RFC 5321 §6.1). */
    record Relayed(SmtpReply reply, Map<String, String> evidence) implements DeliveryOutcome {}

    /** Not yet: try again later. */
    record Delayed(SmtpReply reply, Map<String, String> evidence) implements DeliveryOutcome {}

    /** Never by this method; {@code reply} is the remote's or our own 5yz. */
    record Failed(SmtpReply reply, Map<String, String> evidence) implements DeliveryOutcome {}

    /**
     * The method's promise cannot be kept, for example no verified TLS. Nothing was sent; the next alternative of the
     * decision is taken.
     */
    record MethodImpossible(Reason reason, Map<String, String> evidence) implements DeliveryOutcome {}
}
