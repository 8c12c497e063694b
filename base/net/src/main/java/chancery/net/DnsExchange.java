package chancery.net;

import chancery.config.HostPort;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.dnssec.ValidatingResolver;

/** Sends a question to the configured servers, in order and again, until one answers or the deadline is over. */
final class DnsExchange {
    /** The DS records of the root's key signing keys of 2017 and 2024, as published by IANA. */
    private static final String ROOT_TRUST_ANCHORS = """
            . IN DS 20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D
            . IN DS 38696 8 2 683D2D0ACB8C9B712A1948B27F741219298D0A450D612C483AF444A4C0FB2B16
            """;

    private static final int ROUNDS = 2;
    private static final int EDNS_PAYLOAD = 1232;

    private final List<Resolver> servers;
    private final DnsConfig config;
    private final DnsMessageReader reader;

    DnsExchange(DnsConfig config) {
        this.config = config;
        this.reader = new DnsMessageReader(config.dnssec());
        List<Resolver> all = new ArrayList<>();
        for (InetSocketAddress server : addresses(config.servers())) {
            all.add(resolver(server));
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

    private Resolver resolver(InetSocketAddress server) {
        var plain = new SimpleResolver(server);
        plain.setTimeout(config.tryTimeout());
        plain.setEDNS(0, EDNS_PAYLOAD, 0, List.of());
        if (config.dnssec() != DnssecMode.VALIDATE) {
            return plain;
        }
        var validating = new ValidatingResolver(plain);
        validating.setTimeout(config.tryTimeout());
        try {
            validating.loadTrustAnchors(
                    new ByteArrayInputStream(ROOT_TRUST_ANCHORS.getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return validating;
    }

    DnsMessageReader.Read ask(Name name, int type) {
        var query = Message.newQuery(Record.newRecord(name, type, DClass.IN));
        if (config.dnssec() == DnssecMode.TRUST_SERVERS) {
            query.getHeader().setFlag(Flags.AD);
        }
        long end = System.nanoTime() + config.deadline().toNanos();
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
            if (response.getRcode() == Rcode.NOERROR && response.getHeader().getFlag(Flags.TC)) {
                return failed("answer was cut short");
            }
            return reader.read(response, question.getName(), question.getType());
        } catch (TimeoutException e) {
            return failed("no answer within the deadline");
        } catch (ExecutionException e) {
            return failed("no answer from the server");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed("interrupted");
        }
    }

    private static DnsMessageReader.Read failed(String why) {
        return new DnsMessageReader.Read(new DnsAnswer.TemporaryFailure<>(why, DnsSecurity.UNKNOWN), Duration.ZERO);
    }
}
