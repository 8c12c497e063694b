package chancery.mailauth;

import chancery.mime.HeaderSection;
import chancery.net.DnsResolver;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * DMARC (RFC 9989): is one of the domains that SPF and DKIM authenticated the author's, and if not, what does its owner
 * want done? Safe for use by any number of threads. Asks for at most eight names per domain, and only for domains that
 * can be aligned.
 */
public final class DmarcVerifier {
    /** For all look-ups together. */
    public static final Duration TIME = Duration.ofSeconds(20);

    private final DnsResolver dns;
    private final InstantSource clock;

    public DmarcVerifier(DnsResolver dns, InstantSource clock) {
        this.dns = dns;
        this.clock = clock;
    }

    /** The record that applies to mail from this domain, in A-labels. */
    public DmarcDiscovery discover(String domain) {
        return new DmarcTree(bounded()).discover(domain);
    }

    /**
     * Every outcome is a result; nothing is thrown.
     *
     * @param header of the message, for its From
     * @param mailFrom what SPF said of the reverse-path, or of the name from EHLO where that is null
     * @param signatures what DKIM said
     */
    public DmarcResult verify(HeaderSection header, SpfResult mailFrom, List<DkimResult> signatures) {
        return new DmarcEvaluation(bounded(), mailFrom, signatures).run(header);
    }

    private DnsResolver bounded() {
        return new DeadlineDns(dns, clock, clock.instant().plus(TIME));
    }
}
