package chancery.net;

import chancery.config.HostPort;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Master;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.dnssec.ValidatingResolver;

/** Sends a question to the configured servers, in order and again, until one answers or the deadline is over. */
final class DnsExchange {
    private static final int ROUNDS = 2;

    private final List<Resolver> servers;
    private final DnsConfig config;
    private final DnsMessageReader reader;
    private final List<Name> anchors;

    DnsExchange(DnsConfig config, InstantSource clock) {
        this.config = config;
        this.anchors = anchors(config);
        this.reader = new DnsMessageReader(config.dnssec());
        List<Resolver> all = new ArrayList<>();
        for (InetSocketAddress server : addresses(config.servers())) {
            all.add(resolver(server, clock));
        }
        this.servers = List.copyOf(all);
    }

    private static List<InetSocketAddress> addresses(List<HostPort> servers) {
        if (servers.isEmpty()) {
            return ResolverConfig.getCurrentConfig().servers();
        }
        return servers.stream().map(DnsExchange::address).toList();
    }

    private static InetSocketAddress address(HostPort server) {
        try {
            return new InetSocketAddress(InetAddress.getByName(server.host()), server.port());
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("a DNS server is given by its IP address", e);
        }
    }

    private Resolver resolver(InetSocketAddress server, InstantSource clock) {
        var upstream = new UpstreamServer(transport(server), config.bounds().tryTimeout());
        if (config.dnssec() != DnssecMode.VALIDATE) {
            return upstream;
        }
        var validating = new ValidatingResolver(upstream, clock.withZone(ZoneOffset.UTC));
        try {
            validating.loadTrustAnchors(
                    new ByteArrayInputStream(config.trustAnchors().getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            throw new IllegalArgumentException("trust anchors are DS or DNSKEY records", e);
        }
        return validating;
    }

    private UpstreamServer.Transport transport(InetSocketAddress server) {
        if (config.tls().isPresent()) {
            return new DnsOverTls(server, config.tls().get(), config.bounds().tryTimeout());
        }
        var plain = new SimpleResolver(server);
        plain.setTimeout(config.bounds().tryTimeout());
        return plain::sendAsync;
    }

    DnsMessageReader.Read ask(Name name, int type) {
        var query = Message.newQuery(Record.newRecord(name, type, DClass.IN));
        if (config.dnssec() == DnssecMode.TRUST_SERVERS) {
            query.getHeader().setFlag(Flags.AD);
        }
        long end = System.nanoTime() + config.bounds().deadline().toNanos();
        var last = failed("no DNS server is configured");
        for (int attempt = 0; attempt < ROUNDS * servers.size(); attempt++) {
            long left = end - System.nanoTime();
            if (left <= 0 || Thread.currentThread().isInterrupted()) {
                return last;
            }
            last = askOne(servers.get(attempt % servers.size()), query, left);
            if (!(last.answer() instanceof DnsAnswer.TemporaryFailure<Record>)) {
                return last;
            }
        }
        return last;
    }

    private DnsMessageReader.Read askOne(Resolver server, Message query, long nanosLeft) {
        var future = server.sendAsync(query.clone()).toCompletableFuture();
        try {
            var response = future.get(nanosLeft, TimeUnit.NANOSECONDS);
            var question = query.getQuestion();
            if (response.getHeader().getFlag(Flags.TC)) {
                return failed("answer was cut short");
            }
            return weighed(reader.read(response, question.getName(), question.getType()), question.getName());
        } catch (TimeoutException e) {
            return failed("no answer within the deadline");
        } catch (ExecutionException e) {
            return UpstreamServer.Refused.in(e)
                    .map(DnsExchange::refused)
                    .orElseGet(() -> failed(
                            e.getCause() instanceof IOException
                                    ? "no answer from the server"
                                    : "the answer could not be understood"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed("interrupted");
        }
    }

    /** The validator calls insecure what it has no trust anchor for; but nobody proved that. */
    private DnsMessageReader.Read weighed(DnsMessageReader.Read read, Name asked) {
        boolean anchored =
                config.dnssec() != DnssecMode.VALIDATE || anchors.stream().anyMatch(asked::subdomain);
        if (anchored || read.answer().security() != DnsSecurity.INSECURE) {
            return read;
        }
        return new DnsMessageReader.Read(read.answer().withSecurity(DnsSecurity.UNKNOWN), read.keep());
    }

    private static List<Name> anchors(DnsConfig config) {
        try (var master = new Master(
                new ByteArrayInputStream(config.trustAnchors().getBytes(StandardCharsets.US_ASCII)), Name.root, 0)) {
            List<Name> names = new ArrayList<>();
            for (var r = master.nextRecord(); r != null; r = master.nextRecord()) {
                names.add(r.getName());
            }
            return List.copyOf(names);
        } catch (IOException e) {
            throw new IllegalArgumentException("trust anchors are DS or DNSKEY records", e);
        }
    }

    private static DnsMessageReader.Read refused(UpstreamServer.Refused refused) {
        var why = refused.getMessage() == null ? "" : refused.getMessage();
        return new DnsMessageReader.Read(
                new DnsAnswer.TemporaryFailure<>(why, refused.bogus() ? DnsSecurity.BOGUS : DnsSecurity.UNKNOWN),
                Duration.ZERO);
    }

    private static DnsMessageReader.Read failed(String why) {
        return new DnsMessageReader.Read(new DnsAnswer.TemporaryFailure<>(why, DnsSecurity.UNKNOWN), Duration.ZERO);
    }
}
