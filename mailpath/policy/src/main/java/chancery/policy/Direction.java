package chancery.policy;

import java.util.Locale;

/** Where a mail goes for one recipient, seen from the tenant. */
public enum Direction {
    /** From outside to one of the tenant's domains. */
    INBOUND,
    /** From the tenant to a foreign domain. */
    OUTBOUND,
    /** From the tenant to one of its own domains. */
    INTERNAL;

    /** The word used in policies. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
