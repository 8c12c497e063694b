package chancery.report;

import java.util.Locale;

/** What became of the mail for a recipient (RFC 3464 §2.3.3). */
public enum DsnAction {
    FAILED,
    DELAYED,
    DELIVERED,
    RELAYED,
    EXPANDED;

    /** The word of the Action field. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
