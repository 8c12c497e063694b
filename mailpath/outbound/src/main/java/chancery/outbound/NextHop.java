package chancery.outbound;

import chancery.net.DnsSecurity;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A host that takes mail for a domain.
 *
 * @param host lower case name without final dot, or an IP address
 * @param named how much is known about who named the host; {@code SECURE} also for the operator's own word
 */
record NextHop(String domain, String host, int port, boolean configured, DnsSecurity named) {

    /**
     * Names that a certificate may carry to prove this hop. A host name from unsigned DNS proves nothing, as whoever
     * can forge it has a certificate for it; one inside the domain itself does (RFC 7672 §2.2.1 gives the reason).
     */
    Set<String> provingNames() {
        Set<String> names = new LinkedHashSet<>();
        if (!domain.startsWith("[")) {
            names.add(domain);
        }
        boolean inside = host.equals(domain) || host.endsWith("." + domain);
        if (configured || inside || named == DnsSecurity.SECURE) {
            names.add(host);
        }
        if (configured && !domain.startsWith("[")) {
            names.add("." + domain);
        }
        if (domain.startsWith("[")) {
            names.add(host);
        }
        return names;
    }
}
