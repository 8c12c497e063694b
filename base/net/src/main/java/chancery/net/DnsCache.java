package chancery.net;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/** Answers, positive and negative (RFC 2308 §5), until their time is over or others need the room. */
final class DnsCache {
    record Question(Name name, int type) {}

    private record Kept(DnsAnswer<Record> answer, Instant until, long octets) {}

    private static final int OVERHEAD = 128;

    private final DnsBounds bounds;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Question, Kept> entries = new LinkedHashMap<>(256, 0.75f, true);
    private long octets;

    DnsCache(DnsBounds bounds, InstantSource clock) {
        this.bounds = bounds;
        this.clock = clock;
    }

    @Nullable DnsAnswer<Record> find(Question question) {
        lock.lock();
        try {
            var entry = entries.get(question);
            return entry != null && clock.instant().isBefore(entry.until()) ? entry.answer() : null;
        } finally {
            lock.unlock();
        }
    }

    /** Keeps an answer, unless it is a failure, and gives it back with the time for which it is kept. */
    DnsAnswer<Record> keep(Question question, DnsMessageReader.Read read) {
        if (read.answer() instanceof DnsAnswer.TemporaryFailure<Record>) {
            return read.answer();
        }
        var time = bounds.keep(read.keep());
        var answer = read.answer() instanceof DnsAnswer.Records<Record> r
                ? new DnsAnswer.Records<>(r.records(), time, r.security())
                : read.answer();
        var kept = new Kept(answer, clock.instant().plus(time), size(answer));
        lock.lock();
        try {
            var before = entries.put(question, kept);
            octets += kept.octets() - (before == null ? 0 : before.octets());
            makeRoom();
        } finally {
            lock.unlock();
        }
        return answer;
    }

    private void makeRoom() {
        var oldest = entries.values().iterator();
        while ((entries.size() > bounds.cacheEntries() || octets > bounds.cacheOctets()) && oldest.hasNext()) {
            octets -= oldest.next().octets();
            oldest.remove();
        }
    }

    private static long size(DnsAnswer<Record> answer) {
        long sum = OVERHEAD;
        for (Record r : answer.recordsOrNone()) {
            sum += OVERHEAD + r.rdataToWireCanonical().length;
        }
        return sum;
    }
}
