package chancery.tlspolicy;

import java.net.InetAddress;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Counts our own sessions by day (UTC), domain and policy, for the reports of RFC 8460 §4. Bounded: of what is beyond a
 * bound only the number is kept. Safe for use by any number of threads.
 */
public final class TlsSessionTally {
    /** RFC 8460 §4.2: the policy that was applied, as the domain published it. */
    public record AppliedPolicy(Kind kind, List<String> text, List<String> mxHosts) {
        /** The words of the standard. */
        public enum Kind {
            TLSA("tlsa"),
            STS("sts"),
            NO_POLICY_FOUND("no-policy-found");

            private final String word;

            Kind(String word) {
                this.word = word;
            }

            public String word() {
                return word;
            }
        }

        public AppliedPolicy {
            text = List.copyOf(text);
            mxHosts = List.copyOf(mxHosts);
        }

        /** How a policy is named in a report. */
        public static AppliedPolicy of(TlsPolicy policy) {
            return switch (policy) {
                case TlsPolicy.Dane d -> {
                    var records = java.util.stream.Stream.concat(d.usable().stream(), d.unusable().stream());
                    yield new AppliedPolicy(
                            Kind.TLSA, records.map(TlsaParser::text).toList(), List.of(d.base()));
                }
                case TlsPolicy.MtaSts m ->
                    new AppliedPolicy(
                            Kind.STS,
                            m.policy().text().lines().toList(),
                            m.policy().mx());
                case TlsPolicy.Opportunistic o -> none();
                case TlsPolicy.Excluded e -> none();
            };
        }

        private static AppliedPolicy none() {
            return new AppliedPolicy(Kind.NO_POLICY_FOUND, List.of(), List.of());
        }
    }

    /** One kind of failure between two addresses (RFC 8460 §4.4). */
    public record Failure(
            TlsResultType result,
            Optional<InetAddress> sendingAddress,
            String receivingHost,
            Optional<InetAddress> receivingAddress,
            String reason) {}

    /** Counts for one policy; {@code failures} may sum up to less than {@code failed} when a bound was met. */
    public record PolicyCounts(AppliedPolicy policy, long successful, long failed, Map<Failure, Long> failures) {
        public PolicyCounts {
            failures = Map.copyOf(failures);
        }
    }

    /** What one day's report to one domain says. */
    public record DomainCounts(String domain, LocalDate day, List<PolicyCounts> policies) {
        public DomainCounts {
            policies = List.copyOf(policies);
        }
    }

    private static final int MAX_DOMAINS = 100_000;
    private static final int MAX_POLICIES = 100;
    private static final int MAX_FAILURES = 200;

    private record Key(LocalDate day, String domain) {}

    private static final class Count {
        private long successful;
        private long failed;
        private final Map<Failure, Long> failures = new HashMap<>();
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Key, Map<AppliedPolicy, Count>> counts = new LinkedHashMap<>();
    private long beyond;

    /** A session in which TLS was as the policy wants it. */
    public void success(String domain, AppliedPolicy policy, Instant at) {
        count(domain, policy, at, Optional.empty());
    }

    public void failure(String domain, AppliedPolicy policy, Instant at, Failure failure) {
        count(domain, policy, at, Optional.of(failure));
    }

    private void count(String domain, AppliedPolicy policy, Instant at, Optional<Failure> failure) {
        var key = new Key(LocalDate.ofInstant(at, ZoneOffset.UTC), domain.toLowerCase(java.util.Locale.ROOT));
        lock.lock();
        try {
            var policies = counts.get(key);
            boolean full = policies == null
                    ? counts.size() == MAX_DOMAINS
                    : policies.size() == MAX_POLICIES && !policies.containsKey(policy);
            if (full) {
                beyond++;
                return;
            }
            var count =
                    counts.computeIfAbsent(key, k -> new LinkedHashMap<>()).computeIfAbsent(policy, p -> new Count());
            if (failure.isEmpty()) {
                count.successful++;
                return;
            }
            count.failed++;
            if (count.failures.containsKey(failure.get()) || count.failures.size() < MAX_FAILURES) {
                count.failures.merge(failure.get(), 1L, Long::sum);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Hands out the counts of every day before {@code day} and forgets them. */
    public List<DomainCounts> closeBefore(LocalDate day) {
        lock.lock();
        try {
            var done = counts.entrySet().stream()
                    .filter(e -> e.getKey().day().isBefore(day))
                    .map(e -> new DomainCounts(e.getKey().domain(), e.getKey().day(), policies(e.getValue())))
                    .toList();
            counts.keySet().removeIf(key -> key.day().isBefore(day));
            return done;
        } finally {
            lock.unlock();
        }
    }

    private static List<PolicyCounts> policies(Map<AppliedPolicy, Count> counts) {
        return counts.entrySet().stream()
                .map(e -> new PolicyCounts(
                        e.getKey(), e.getValue().successful, e.getValue().failed, e.getValue().failures))
                .toList();
    }

    /** Sessions that were not counted, because of too many domains or policies. */
    public long beyond() {
        lock.lock();
        try {
            return beyond;
        } finally {
            lock.unlock();
        }
    }
}
