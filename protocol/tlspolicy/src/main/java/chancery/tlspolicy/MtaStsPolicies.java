package chancery.tlspolicy;

import chancery.mail.SyntaxException;
import chancery.net.DnsResolver;
import chancery.net.DnsSecurity;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Finds, fetches and remembers MTA-STS policies (RFC 8461 §3.3, §5.1). What is remembered protects against who comes
 * later; {@link #kept} and {@link #remember} carry it over a restart.
 */
public final class MtaStsPolicies {
    /** What is known about a domain. */
    public sealed interface Found {
        List<Evidence> evidence();

        /** No policy, as far as anybody can say. */
        record None(List<Evidence> evidence) implements Found {}

        record Policy(MtaStsPolicy policy, String id, List<Evidence> evidence) implements Found {}
    }

    /** A policy in the cache. */
    public record Kept(String domain, String id, MtaStsPolicy policy, Instant fetchedAt) {
        Instant until() {
            return fetchedAt.plus(policy.maxAge());
        }
    }

    private static final int MAX_KEPT = 100_000;
    // RFC 8461 §3.3: not again within five minutes
    private static final Duration PAUSE = Duration.ofMinutes(5);
    private static final Duration REFRESH = Duration.ofDays(1);

    private record Failure(TlsResultType result, String why, Instant until) {}

    private final DnsResolver dns;
    private final PolicyFetcher fetcher;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Kept> kept = bounded();
    private final Map<String, Failure> failures = bounded();
    private final Map<String, CompletableFuture<Optional<Kept>>> fetching = new ConcurrentHashMap<>();

    public MtaStsPolicies(DnsResolver dns, PolicyFetcher fetcher, InstantSource clock) {
        this.dns = dns;
        this.fetcher = fetcher;
        this.clock = clock;
    }

    @SuppressWarnings("serial")
    private static <V> Map<String, V> bounded() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > MAX_KEPT;
            }
        };
    }

    /** @param domain in A-labels */
    public Found find(String domain) {
        var name = domain.toLowerCase(Locale.ROOT);
        var asked = "_mta-sts." + name + " TXT";
        var answer = dns.txt("_mta-sts." + name);
        var record = MtaStsRecord.only(answer.recordsOrNone());
        var old = current(name);
        var id = record.flatMap(MtaStsPolicies::id);
        var seen = new Evidence(asked, record.orElse(DaneLookup.words(answer)), answer.security());
        if (id.isEmpty()) {
            // RFC 8461 §5.1: taking the record away does not take a remembered policy away
            return old.map(k -> found(k, seen)).orElse(new Found.None(List.of(seen)));
        }
        if (old.isPresent() && old.get().id().equals(id.get()) && !stale(old.get())) {
            return found(old.get(), seen);
        }
        var fresh = fetch(name, id.get());
        if (fresh.isPresent()) {
            return found(fresh.get(), seen);
        }
        return old.map(k -> found(k, seen)).orElseGet(() -> new Found.None(List.of(seen, failed(name))));
    }

    private static Optional<String> id(String record) {
        try {
            return Optional.of(MtaStsRecord.parse(record).id());
        } catch (SyntaxException malformed) {
            return Optional.empty();
        }
    }

    private static Found found(Kept k, Evidence record) {
        var policy = new Evidence(
                "https://mta-sts." + k.domain() + "/.well-known/mta-sts.txt",
                "policy " + k.id() + " of " + k.fetchedAt() + ", mode "
                        + k.policy().mode().word(),
                DnsSecurity.UNKNOWN);
        return new Found.Policy(k.policy(), k.id(), List.of(record, policy));
    }

    private Evidence failed(String name) {
        var failure = failure(name);
        return new Evidence(
                "https://mta-sts." + name + "/.well-known/mta-sts.txt",
                failure.map(f -> f.result().word() + ": " + f.why()).orElse("not fetched"),
                DnsSecurity.UNKNOWN);
    }

    /** The failure of the last fetch, while it keeps us from trying again; for the report to the domain. */
    public Optional<TlsResultType> lastFailure(String domain) {
        return failure(domain.toLowerCase(Locale.ROOT)).map(Failure::result);
    }

    // RFC 8461 §3.3: fetched again well before its end, so that the end never comes unnoticed
    private boolean stale(Kept k) {
        var half = k.policy().maxAge().dividedBy(2);
        return clock.instant().isAfter(k.fetchedAt().plus(half.compareTo(REFRESH) < 0 ? half : REFRESH));
    }

    private Optional<Kept> fetch(String name, String id) {
        if (failure(name).isPresent()) {
            return Optional.empty();
        }
        var mine = new CompletableFuture<Optional<Kept>>();
        var other = fetching.putIfAbsent(name, mine);
        if (other != null) {
            return other.join();
        }
        Optional<Kept> result = Optional.empty();
        try {
            result = fetchNow(name, id);
            return result;
        } finally {
            fetching.remove(name);
            mine.complete(result);
        }
    }

    private Optional<Kept> fetchNow(String name, String id) {
        return switch (fetcher.fetch("mta-sts." + name)) {
            case PolicyFetcher.Fetched.Text t -> parsed(name, id, t.octets());
            case PolicyFetcher.Fetched.Failed f -> fails(name, f.result(), f.why());
        };
    }

    private Optional<Kept> parsed(String name, String id, byte[] octets) {
        try {
            var fresh = new Kept(name, id, MtaStsPolicyParser.parse(octets), clock.instant());
            remember(fresh);
            return Optional.of(fresh);
        } catch (SyntaxException e) {
            return fails(name, TlsResultType.STS_POLICY_INVALID, String.valueOf(e.getMessage()));
        }
    }

    private Optional<Kept> fails(String name, TlsResultType result, String why) {
        lock.lock();
        try {
            failures.put(name, new Failure(result, why, clock.instant().plus(PAUSE)));
        } finally {
            lock.unlock();
        }
        return Optional.empty();
    }

    private Optional<Failure> failure(String name) {
        lock.lock();
        try {
            return Optional.ofNullable(failures.get(name))
                    .filter(f -> clock.instant().isBefore(f.until()));
        } finally {
            lock.unlock();
        }
    }

    private Optional<Kept> current(String name) {
        lock.lock();
        try {
            return Optional.ofNullable(kept.get(name))
                    .filter(k -> clock.instant().isBefore(k.until()));
        } finally {
            lock.unlock();
        }
    }

    /** Puts a policy into the cache, as it was kept before a restart. */
    public void remember(Kept policy) {
        lock.lock();
        try {
            kept.put(policy.domain(), policy);
            failures.remove(policy.domain());
        } finally {
            lock.unlock();
        }
    }

    /** Every policy whose time is not over. */
    public List<Kept> kept() {
        lock.lock();
        try {
            return kept.values().stream()
                    .filter(k -> clock.instant().isBefore(k.until()))
                    .toList();
        } finally {
            lock.unlock();
        }
    }
}
