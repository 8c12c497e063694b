package chancery.tlspolicy;

import chancery.net.TlsaRecord;
import java.util.List;
import java.util.Set;

/** What TLS to one mail host must be. */
public sealed interface TlsPolicy {
    /** The facts behind this policy, in the order in which they were found. */
    List<Evidence> evidence();

    /** Nothing binding is published: encrypt where the host offers it (RFC 7435 §3). */
    record Opportunistic(List<Evidence> evidence) implements TlsPolicy {
        public Opportunistic {
            evidence = List.copyOf(evidence);
        }
    }

    /**
     * TLS is mandatory. The certificate must match one of the records; where none of them is usable it is not looked at
     * (RFC 7672 §2.2).
     *
     * @param base TLSA base domain, to be sent as SNI (RFC 7672 §8.1)
     * @param usable records that may match, after digest agility (RFC 7671 §9); may be empty
     * @param unusable the others
     * @param names that a certificate below a DANE-TA record may carry (RFC 7672 §3.2.3)
     */
    record Dane(
            String base, List<TlsaRecord> usable, List<TlsaRecord> unusable, Set<String> names, List<Evidence> evidence)
            implements TlsPolicy {
        public Dane {
            usable = List.copyOf(usable);
            unusable = List.copyOf(unusable);
            names = Set.copyOf(names);
            evidence = List.copyOf(evidence);
        }

        /** False when encryption is all that can be had. */
        public boolean authenticates() {
            return !usable.isEmpty();
        }
    }

    /**
     * The host is one that the domain's policy names. Under {@code ENFORCE} TLS is mandatory with a certificate of a
     * public authority for the host's name (RFC 8461 §4.2); under {@code TESTING} a failure is only reported (§5).
     */
    record MtaSts(MtaStsPolicy policy, String id, List<Evidence> evidence) implements TlsPolicy {
        public MtaSts {
            evidence = List.copyOf(evidence);
        }

        public boolean enforced() {
            return policy.mode() == MtaStsPolicy.Mode.ENFORCE;
        }
    }

    /**
     * Do not send to this host now. Another host of the domain may do; with none, the mail waits.
     *
     * @param result for the report to the domain
     * @param why one phrase for logs and audit
     */
    record Excluded(TlsResultType result, String why, List<Evidence> evidence) implements TlsPolicy {
        public Excluded {
            evidence = List.copyOf(evidence);
        }
    }
}
