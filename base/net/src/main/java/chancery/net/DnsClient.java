package chancery.net;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/**
 * Asks recursive servers and keeps their answers for the time these allow, within the bounds of {@link DnsConfig}.
 * Equal questions at the same time are sent once. Failures are not kept.
 */
public final class DnsClient implements DnsResolver {
    private record Question(Name name, int type) {}

    private record Kept(DnsAnswer<Record> answer, Instant until) {}

    private final DnsConfig config;
    private final InstantSource clock;
    private final DnsExchange exchange;
    private final DnsResolver typed = new TypedDnsResolver(this::lookup);
    private final Map<Question, CompletableFuture<DnsAnswer<Record>>> asked = new ConcurrentHashMap<>();
    private final ReentrantLock cacheLock = new ReentrantLock();
    private final Map<Question, Kept> cache = new LinkedHashMap<>(256, 0.75f, true);

    public DnsClient(DnsConfig config, InstantSource clock) {
        this.config = config;
        this.clock = clock;
        this.exchange = new DnsExchange(config);
    }

    private DnsAnswer<Record> lookup(Name name, int type) {
        var question = new Question(name, type);
        var kept = kept(question);
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
            var read = exchange.ask(name, type);
            answer = keep(question, read);
            return answer;
        } finally {
            asked.remove(question);
            mine.complete(answer);
        }
    }

    private @Nullable DnsAnswer<Record> kept(Question question) {
        cacheLock.lock();
        try {
            var entry = cache.get(question);
            return entry != null && clock.instant().isBefore(entry.until()) ? entry.answer() : null;
        } finally {
            cacheLock.unlock();
        }
    }

    private DnsAnswer<Record> keep(Question question, DnsMessageReader.Read read) {
        if (read.answer() instanceof DnsAnswer.TemporaryFailure<Record>) {
            return read.answer();
        }
        var time = bounded(read.keep());
        var answer = read.answer() instanceof DnsAnswer.Records<Record> r
                ? new DnsAnswer.Records<>(r.records(), time, r.security())
                : read.answer();
        cacheLock.lock();
        try {
            cache.put(question, new Kept(answer, clock.instant().plus(time)));
            if (cache.size() > config.cacheEntries()) {
                var oldest = cache.keySet().iterator();
                oldest.next();
                oldest.remove();
            }
        } finally {
            cacheLock.unlock();
        }
        return answer;
    }

    private Duration bounded(Duration ttl) {
        if (ttl.compareTo(config.minTtl()) < 0) {
            return config.minTtl();
        }
        return ttl.compareTo(config.maxTtl()) > 0 ? config.maxTtl() : ttl;
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
