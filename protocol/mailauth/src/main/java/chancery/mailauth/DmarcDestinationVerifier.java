package chancery.mailauth;

import chancery.net.DnsResolver;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * Says where the reports that a DMARC record asks for may go (RFC 9990 §4, RFC 9991 §5). Safe for use by any number of
 * threads. Asks for one name per destination host, and for the tree walks that tell whether a host is another
 * organization's.
 */
public final class DmarcDestinationVerifier {
    /** For all look-ups together; what is not known by then is undecided. */
    public static final Duration TIME = Duration.ofSeconds(20);

    private final DnsResolver dns;
    private final InstantSource clock;

    public DmarcDestinationVerifier(DnsResolver dns, InstantSource clock) {
        this.dns = dns;
        this.clock = clock;
    }

    /**
     * One verdict for each URI of rua, then of ruf, in their order; a record has at most {@link DmarcRecord#MOST_URIS} of
     * each. Every outcome is a result; nothing is thrown.
     *
     * @param policyDomain where the record stands, in A-labels
     */
    public List<DmarcDestination> verify(String policyDomain, DmarcRecord record) {
        var bounded = new DeadlineDns(dns, clock, clock.instant().plus(TIME));
        return new DmarcDestinationCheck(bounded, policyDomain, record).run();
    }
}
