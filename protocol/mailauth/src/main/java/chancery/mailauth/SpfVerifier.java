package chancery.mailauth;

import chancery.net.DnsResolver;
import java.time.Duration;
import java.time.InstantSource;

/**
 * SPF (RFC 7208): may this client use this name? Safe for use by any number of threads; blocks for look-ups, at most the
 * given time and one look-up more.
 */
public final class SpfVerifier {
    /** Terms that ask the DNS, in one evaluation (RFC 7208 §4.6.4). */
    public static final int MOST_LOOKUPS = 10;

    /** Terms that are answered with nothing (RFC 7208 §4.6.4). */
    public static final int MOST_VOID_LOOKUPS = 2;

    /** RFC 7208 §4.6.4 asks for 20 seconds at least. */
    public static final Duration TIME = Duration.ofSeconds(20);

    private final DnsResolver dns;
    private final InstantSource clock;
    private final String receiver;
    private final Duration time;

    /** @param receiver our own host name, the macro {@code r} of explanations */
    public SpfVerifier(DnsResolver dns, InstantSource clock, String receiver) {
        this(dns, clock, receiver, TIME);
    }

    /** @param time after which the result is temperror */
    public SpfVerifier(DnsResolver dns, InstantSource clock, String receiver, Duration time) {
        this.dns = dns;
        this.clock = clock;
        this.receiver = receiver;
        this.time = time;
    }

    /** The function check_host (RFC 7208 §4). Every outcome is a result; nothing is thrown. */
    public SpfResult verify(SpfQuery query) {
        var now = clock.instant();
        var bounded = new DeadlineDns(dns, clock, now.plus(time));
        return new SpfEvaluation(bounded, query, receiver, now).run();
    }
}
