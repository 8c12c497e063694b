package chancery.policy;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * What a tenant decided, as a value. The first rule that applies decides.
 *
 * @param version 0 until published; then counted up per tenant, and named in every audit record
 * @param tlsPartners domains for which {@code verified-tls-to-partners} may be chosen
 * @param portalDays life of a mail in the portal, 1 to 21 days
 * @param lexicons word lists of the tenant's own, beside the shipped ones; a name that is also a shipped one replaces it
 */
public record Policy(
        long version,
        List<DomainPattern> tlsPartners,
        int portalDays,
        List<Lexicon> lexicons,
        List<Rule> rules,
        Outcome otherwise) {
    /** The rule id in a decision that no rule made. */
    public static final String OTHERWISE = "otherwise";

    static final int MAX_RULES = 500;
    static final int MAX_DEPTH = 20;

    public Policy {
        tlsPartners = List.copyOf(tlsPartners);
        lexicons = List.copyOf(lexicons);
        rules = List.copyOf(rules);
        if (version < 0) {
            throw new IllegalArgumentException("a version is not negative");
        }
        if (portalDays < 1 || portalDays > 21) {
            throw new IllegalArgumentException("portal-days is 1 to 21");
        }
        if (rules.size() > MAX_RULES) {
            throw new IllegalArgumentException("a policy has at most " + MAX_RULES + " rules");
        }
        var ids = new HashSet<String>();
        for (Rule rule : rules) {
            if (!ids.add(rule.id())) {
                throw new IllegalArgumentException("two rules are called \"" + rule.id() + "\"");
            }
        }
        Lexicon.checkTogether(lexicons);
    }

    public Policy withVersion(long other) {
        return new Policy(other, tlsPartners, portalDays, lexicons, rules, otherwise);
    }

    public boolean isTlsPartner(String domain) {
        for (DomainPattern partner : tlsPartners) {
            if (partner.matches(domain)) {
                return true;
            }
        }
        return false;
    }

    /** How long a mail waits in the portal. */
    public Duration portalLife() {
        return Duration.ofDays(portalDays);
    }

    /** The rule of that id. */
    public Optional<Rule> rule(String id) {
        return rules.stream().filter(rule -> rule.id().equals(id)).findFirst();
    }
}
