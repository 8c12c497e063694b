package chancery.net;

import java.net.InetAddress;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/**
 * Asks recursive servers and keeps their answers for the time these allow, within {@link DnsBounds}.
 * Equal questions at the same time are sent once. Failures are not kept.
 */
public final class DnsClient implements DnsResolver {
    private final DnsExchange exchange;
    private final DnsCache cache;
    private final DnsResolver typed = new TypedDnsResolver(this::lookup);
    private final Map<DnsCache.Question, CompletableFuture<DnsAnswer<Record>>> asked = new ConcurrentHashMap<>();

    public DnsClient(DnsConfig config, InstantSource clock) {
        this.exchange = new DnsExchange(config, clock);
        this.cache = new DnsCache(config.bounds(), clock);
    }

    private DnsAnswer<Record> lookup(Name name, int type) {
        var question = new DnsCache.Question(name, type);
        var kept = cache.find(question);
        if (kept != null) {
            return kept;
        }
        var mine = new CompletableFuture<DnsAnswer<Record>>();
        var other = asked.putIfAbsent(question, mine);
        if (other != null) {
            return other.join();
        }
        DnsAnswer<Record> answer = new DnsAnswer.TemporaryFailure<>("the resolver failed", DnsSecurity.UNKNOWN);
        try {
            answer = cache.keep(question, exchange.ask(name, type));
            return answer;
        } finally {
            asked.remove(question);
            mine.complete(answer);
        }
    }

    @Override
    public DnsAnswer<MxRecord> mx(String domain) {
        return typed.mx(domain);
    }

    @Override
    public DnsAnswer<InetAddress> addresses(String host) {
        return typed.addresses(host);
    }

    @Override
    public DnsAnswer<InetAddress> ipv4(String host) {
        return typed.ipv4(host);
    }

    @Override
    public DnsAnswer<InetAddress> ipv6(String host) {
        return typed.ipv6(host);
    }

    @Override
    public DnsAnswer<String> cname(String name) {
        return typed.cname(name);
    }

    @Override
    public DnsAnswer<String> txt(String name) {
        return typed.txt(name);
    }

    @Override
    public DnsAnswer<String> ptr(InetAddress address) {
        return typed.ptr(address);
    }

    @Override
    public DnsAnswer<TlsaRecord> tlsa(String name) {
        return typed.tlsa(name);
    }

    @Override
    public DnsAnswer<String> query(String name, int type) {
        return typed.query(name, type);
    }
}
