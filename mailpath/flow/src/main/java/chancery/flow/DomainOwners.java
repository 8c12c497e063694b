package chancery.flow;

import chancery.mail.EnvelopeRecipient;
import chancery.mail.TenantId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which tenant a domain belongs to. */
@FunctionalInterface
public interface DomainOwners {
    /** @param domain lower case A-labels */
    Optional<TenantId> owner(String domain);

    /** Those domains of the recipients that belong to the tenant. */
    default Set<String> ownDomains(TenantId tenant, List<EnvelopeRecipient> recipients) {
        var own = new HashSet<String>();
        for (EnvelopeRecipient recipient : recipients) {
            String domain = recipient.address().domain();
            if (!own.contains(domain) && owner(domain).filter(tenant::equals).isPresent()) {
                own.add(domain);
            }
        }
        return own;
    }
}
