package chancery.tlspolicy;

import chancery.net.DnsResolver;
import chancery.net.DnsSecurity;
import java.util.ArrayList;
import java.util.List;

/**
 * Says which TLS a delivery to one mail host must have. Blocks while the DNS is asked, and for a policy that is not in
 * the cache while it is fetched. Safe for use by any number of threads.
 */
public final class TlsPolicyResolver {
    private final DnsResolver dns;
    private final MtaStsPolicies mtaSts;

    /** @param dns one that tells secure answers apart, else DANE is never found */
    public TlsPolicyResolver(DnsResolver dns, MtaStsPolicies mtaSts) {
        this.dns = dns;
        this.mtaSts = mtaSts;
    }

    /**
     * To be asked for each host, each time; answers come from caches.
     *
     * @param domain of the recipient, or the next hop, in A-labels
     * @param host of the MX record, or the domain itself where it has none
     * @param mx security of the answer that named the host: of the MX records, or of their absence
     */
    public TlsPolicy resolve(String domain, String host, int port, DnsSecurity mx) {
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(new Evidence(domain + " MX", host, mx));
        // RFC 7672 §2.2.1: whoever can forge the MX records names a host of their own, so DANE binds only secure ones
        if (mx == DnsSecurity.SECURE) {
            var dane = new DaneLookup(dns, domain, host, port, evidence).find();
            if (dane.isPresent()) {
                return dane.get();
            }
        }
        var found = mtaSts.find(domain);
        evidence.addAll(found.evidence());
        return switch (found) {
            case MtaStsPolicies.Found.None n -> new TlsPolicy.Opportunistic(evidence);
            case MtaStsPolicies.Found.Policy p -> byMtaSts(p, host, evidence);
        };
    }

    private static TlsPolicy byMtaSts(MtaStsPolicies.Found.Policy found, String host, List<Evidence> evidence) {
        return switch (found.policy().mode()) {
            case NONE -> new TlsPolicy.Opportunistic(evidence);
            case TESTING -> new TlsPolicy.MtaSts(found.policy(), found.id(), evidence);
            // RFC 8461 §4.1, §5: a host that the policy does not name gets nothing
            case ENFORCE ->
                found.policy().names(host)
                        ? new TlsPolicy.MtaSts(found.policy(), found.id(), evidence)
                        : new TlsPolicy.Excluded(
                                TlsResultType.VALIDATION_FAILURE,
                                "the MTA-STS policy " + found.id() + " does not name " + host,
                                evidence);
        };
    }
}
