package chancery.mail;

/** What is promised to the sender for one recipient. How octets travel today is a route, chosen at each attempt. */
public sealed interface DeliveryMethod {
    /** SMTP to the next hop with the given proof of TLS. */
    record Transport(TlsRequirement tls) implements DeliveryMethod {}

    /** The content waits encrypted in the portal; the recipient gets a notice. */
    record PortalPickup(UnlockMethod unlock) implements DeliveryMethod {}

    /** The words used in policies, tables and audit records. */
    default String word() {
        return switch (this) {
            case Transport t -> t.tls() == TlsRequirement.VERIFIED ? "verified-tls" : "opportunistic-tls";
            case PortalPickup p -> "portal";
        };
    }
}
