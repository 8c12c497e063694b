package chancery.policy;

import chancery.mail.DeliveryMethod;
import chancery.mail.TlsRequirement;
import chancery.mail.UnlockMethod;

/** One entry of an outcome's list of methods: a delivery method and for whom it may be chosen. */
public enum MethodChoice {
    /** A connection whose certificate is verified, to anyone. */
    VERIFIED_TLS("verified-tls"),
    /** The same, only where the recipient's domain is one of the policy's {@code tls-partners}. */
    VERIFIED_TLS_TO_PARTNERS("verified-tls-to-partners"),
    PORTAL("portal"),
    /** TLS when offered: for mail that needs no protection. */
    OPPORTUNISTIC_TLS("opportunistic-tls");

    private final String word;

    MethodChoice(String word) {
        this.word = word;
    }

    /** The word used in policies. */
    public String word() {
        return word;
    }

    public DeliveryMethod method() {
        return switch (this) {
            case VERIFIED_TLS, VERIFIED_TLS_TO_PARTNERS -> new DeliveryMethod.Transport(TlsRequirement.VERIFIED);
            case PORTAL -> new DeliveryMethod.PortalPickup(UnlockMethod.MAILED_CODE);
            case OPPORTUNISTIC_TLS -> new DeliveryMethod.Transport(TlsRequirement.OPPORTUNISTIC);
        };
    }

    /** True when this choice promises protection. */
    public boolean protects() {
        return this != OPPORTUNISTIC_TLS;
    }
}
