package chancery.policy;

import chancery.mail.EmailAddress;
import chancery.mail.Finding;
import chancery.mail.MailTransaction;
import java.util.List;
import java.util.Set;

/**
 * The whole input of policy.
 *
 * @param fromTenant true when the sender was authenticated or relayed as the tenant's own
 * @param ownDomains at least those domains of the recipients that belong to the tenant, lower case A-labels
 */
public record Assessment(
        MailTransaction mail, boolean fromTenant, Set<String> ownDomains, MailHeader header, List<Finding> findings) {
    public Assessment {
        ownDomains = Set.copyOf(ownDomains);
        findings = List.copyOf(findings);
    }

    /** The direction for one recipient. */
    public Direction direction(EmailAddress recipient) {
        if (!ownDomains.contains(recipient.domain())) {
            return Direction.OUTBOUND;
        }
        return fromTenant ? Direction.INTERNAL : Direction.INBOUND;
    }

    /** The highest score that a scanner reported for the word list, 0 when none did. */
    public int score(String lexicon) {
        int best = 0;
        for (Finding finding : findings) {
            if (finding instanceof Finding.LexiconHit hit && hit.lexicon().equals(lexicon)) {
                best = Math.max(best, hit.score());
            }
        }
        return best;
    }
}
