package chancery.outbound;

import chancery.config.OutboundConfig;
import chancery.mail.DeliveryMethod;
import chancery.mail.EnvelopeRecipient;
import chancery.mail.RecipientResult;
import chancery.mail.SmtpReply;
import chancery.mail.TlsRequirement;
import chancery.net.DnsAnswer;
import chancery.net.DnsResolver;
import chancery.smtp.SmtpClient;
import chancery.smtp.SmtpClientConfig;
import chancery.smtp.SmtpClientMail;
import chancery.smtp.SmtpClientTrust;
import chancery.spool.DeliveryAttempt;
import chancery.spool.spi.Deliverer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Serves {@link DeliveryMethod.Transport}. Blocks; any number of attempts at once. Octets of a mail that was promised
 * verified TLS are written to such a session or not at all.
 */
public final class OutboundDeliverer implements Deliverer, AutoCloseable {
    // RFC 5321 §5.1: at least two addresses are tried; more than this in one attempt only keeps the others waiting
    private static final int MOST_ADDRESSES = 6;

    private static final SmtpReply CONGESTED = SmtpReply.of(451, "4.4.5", "All connections to the next hop are in use");

    private final RouteTable routes;
    private final NextHopSelection selection;
    private final HopAddresses addresses;
    private final SessionPool pool;
    private final HopMemory memory;
    private final InstantSource clock;

    /**
     * @param hostname of this installation; given in EHLO unless the section names another
     */
    public OutboundDeliverer(
            OutboundConfig config, String hostname, DnsResolver dns, InstantSource clock, RandomGenerator random) {
        this(config, new RouteTable(config.routes()), hostname, 25, dns, clock, random);
    }

    /** The same with a table of routes that knows the mail servers of the installation's own domains. */
    public OutboundDeliverer(
            OutboundConfig config,
            RouteTable routes,
            String hostname,
            DnsResolver dns,
            InstantSource clock,
            RandomGenerator random) {
        this(config, routes, hostname, 25, dns, clock, random);
    }

    OutboundDeliverer(
            OutboundConfig config,
            RouteTable routes,
            String hostname,
            int mxPort,
            DnsResolver dns,
            InstantSource clock,
            RandomGenerator random) {
        this.routes = routes;
        this.selection = new NextHopSelection(dns, hostname, mxPort, random);
        this.addresses = new HopAddresses(dns, config.ipv6(), random);
        this.pool = new SessionPool(client(config, hostname), config.keepIdle(), config.mailsPerConnection());
        this.memory = new HopMemory(clock, config.perDestination());
        this.clock = clock;
    }

    private static SmtpClient client(OutboundConfig config, String hostname) {
        var preset = SmtpClientConfig.Timeouts.STANDARD;
        var timeouts = new SmtpClientConfig.Timeouts(
                config.connectTimeout(),
                config.commandTimeout(),
                preset.handshake(),
                config.commandTimeout(),
                config.commandTimeout(),
                preset.dataBlock(),
                config.contentTimeout());
        var trust = config.trust().map(SmtpClientTrust::systemAnd).orElseGet(SmtpClientTrust::system);
        String helo = config.helo().filter(h -> !h.isEmpty()).orElse(hostname);
        return new SmtpClient(new SmtpClientConfig(helo, timeouts, 100), trust);
    }

    @Override
    public List<RecipientResult> attempt(DeliveryAttempt attempt) {
        TlsRequirement required = switch (attempt.entry().method()) {
            case DeliveryMethod.Transport t -> t.tls();
            case DeliveryMethod.PortalPickup p -> throw new IllegalArgumentException("not a transport");
        };
        Map<String, List<EnvelopeRecipient>> byDomain = new LinkedHashMap<>();
        for (EnvelopeRecipient recipient : attempt.entry().recipients()) {
            byDomain.computeIfAbsent(recipient.address().domain(), d -> new ArrayList<>())
                    .add(recipient);
        }
        List<RecipientResult> results = new ArrayList<>();
        byDomain.forEach((domain, recipients) -> {
            var options = attempt.mail().envelope().options();
            var progress = new DomainAttempt(recipients, required, options);
            serve(attempt, domain, progress);
            results.addAll(progress.results(recipients));
        });
        return results;
    }

    private void serve(DeliveryAttempt attempt, String domain, DomainAttempt progress) {
        switch (selection.select(domain, routes.routeFor(domain))) {
            case NextHops.None none -> {
                if (none.reply().isTemporary()) {
                    progress.met(none.reply(), Map.of());
                } else {
                    progress.refused(none.reply(), Map.of());
                }
            }
            case NextHops.Found found -> serve(attempt, found.hops(), progress);
        }
    }

    private record Try(NextHop hop, InetSocketAddress address) {}

    private void serve(DeliveryAttempt attempt, List<NextHop> hops, DomainAttempt progress) {
        List<Try> silent = new ArrayList<>();
        int left = MOST_ADDRESSES;
        for (NextHop hop : hops) {
            List<Try> lively = new ArrayList<>();
            for (InetAddress address : addressesOf(hop, progress)) {
                var next = new Try(hop, new InetSocketAddress(address, hop.port()));
                (memory.isSilent(next.address()) ? silent : lively).add(next);
            }
            left = serveFirst(attempt, lively, left, progress);
            if (left <= 0 || progress.isDone()) {
                return;
            }
        }
        // those that were silent lately come last, but they do come: nobody else may have been there
        for (Try last : silent) {
            left = serveFirst(attempt, List.of(last), left, progress);
        }
    }

    /** Tries addresses of one hop until one answers; returns how many more may be tried. */
    private int serveFirst(DeliveryAttempt attempt, List<Try> tries, int most, DomainAttempt progress) {
        int left = most;
        for (Try next : tries) {
            boolean over =
                    !within(attempt).isPositive() || Thread.currentThread().isInterrupted();
            if (left <= 0 || over || progress.isDone()) {
                return 0;
            }
            left--;
            if (serveOne(attempt, next, progress)) {
                return left;
            }
        }
        return left;
    }

    private boolean serveOne(DeliveryAttempt attempt, Try next, DomainAttempt progress) {
        var place = memory.enter(next.address(), within(attempt));
        if (place.isEmpty()) {
            progress.met(CONGESTED, Map.of("next-hop", next.hop().host()));
            return false;
        }
        try {
            var at = new HopAttempt(pool, next.hop(), next.address());
            boolean answered = at.serve(mail(attempt, progress), progress, within(attempt));
            if (answered) {
                memory.answered(next.address());
            } else {
                memory.didNotAnswer(next.address());
            }
            return answered;
        } finally {
            place.get().release();
        }
    }

    private List<InetAddress> addressesOf(NextHop hop, DomainAttempt progress) {
        Map<String, String> facts = Map.of("next-hop", hop.host());
        return switch (addresses.of(hop.host())) {
            case DnsAnswer.Records<InetAddress> r -> r.records();
            case DnsAnswer.NoRecords<InetAddress> n -> noAddress(facts, progress);
            case DnsAnswer.NoDomain<InetAddress> n -> noAddress(facts, progress);
            case DnsAnswer.TemporaryFailure<InetAddress> f -> {
                progress.met(NextHopSelection.dnsTrouble(f.why()), facts);
                yield List.of();
            }
        };
    }

    private static List<InetAddress> noAddress(Map<String, String> facts, DomainAttempt progress) {
        progress.refused(SmtpReply.of(550, "5.4.4", "The next hop for this domain has no address"), facts);
        return List.of();
    }

    private static SmtpClientMail mail(DeliveryAttempt attempt, DomainAttempt progress) {
        var envelope = attempt.mail().envelope();
        return new SmtpClientMail(
                envelope.sender(),
                progress.pending(),
                envelope.options(),
                attempt.content()::openClear,
                attempt.mail().content().size());
    }

    private Duration within(DeliveryAttempt attempt) {
        return Duration.between(clock.instant(), attempt.deadline());
    }

    /** Sessions that wait for another mail. */
    int idleSessions() {
        return pool.idleSessions();
    }

    /** Says good-bye on idle connections. Attempts that still run end by themselves. */
    @Override
    public void close() {
        pool.close();
    }
}
