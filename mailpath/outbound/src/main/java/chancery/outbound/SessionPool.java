package chancery.outbound;

import chancery.smtp.SmtpClient;
import chancery.smtp.SmtpClientOpened;
import chancery.smtp.SmtpClientSession;
import chancery.smtp.SmtpClientTls;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Open sessions without work, kept for the next mail to the same address with the same TLS. Which sessions may be used
 * for a mail follows from the key alone: a session in clear is never under the key of verified TLS.
 */
final class SessionPool implements AutoCloseable {
    /** What two mails must have in common to share a session. */
    record Key(InetSocketAddress address, SmtpClientTls tls) {}

    private record Idle(SmtpClientSession session, long sinceNanos) {}

    private static final int MOST_IDLE = 500;
    // a peer that is silent for longer may have gone without a word
    private static final Duration SURE = Duration.ofSeconds(2);
    private static final Duration CHECK = Duration.ofSeconds(5);

    private final SmtpClient client;
    private final Duration keepIdle;
    private final int mailsPerConnection;
    private final Map<Key, ConcurrentLinkedDeque<Idle>> idle = new ConcurrentHashMap<>();
    private final AtomicInteger idleCount = new AtomicInteger();
    private final ScheduledExecutorService reaper;
    private volatile boolean closed;

    SessionPool(SmtpClient client, Duration keepIdle, int mailsPerConnection) {
        this.client = client;
        this.keepIdle = keepIdle;
        this.mailsPerConnection = mailsPerConnection;
        this.reaper = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("smtp-idle").factory());
        long period = Math.clamp(keepIdle.toMillis() / 2, 100, 5_000);
        var _ = reaper.scheduleWithFixedDelay(this::reap, period, period, TimeUnit.MILLISECONDS);
    }

    /** A session that was used before and still seems good. */
    Optional<SmtpClientSession> reuse(Key key) {
        var sessions = idle.get(key);
        if (sessions == null) {
            return Optional.empty();
        }
        for (Idle next = sessions.pollFirst(); next != null; next = sessions.pollFirst()) {
            idleCount.decrementAndGet();
            var session = next.session();
            boolean fresh = System.nanoTime() - next.sinceNanos() < SURE.toNanos();
            if (session.isQuiet() && (fresh || session.refresh(CHECK))) {
                return Optional.of(session);
            }
            session.close();
        }
        return Optional.empty();
    }

    SmtpClientOpened connect(Key key, Duration within) {
        return client.connect(key.address(), key.tls(), within);
    }

    /** Takes a session back after use; keeps it or closes it. */
    void release(Key key, SmtpClientSession session) {
        boolean worn = !session.isUsable() || session.mails() >= mailsPerConnection || keepIdle.isZero();
        if (worn || closed || idleCount.get() >= MOST_IDLE) {
            Thread.ofVirtual().name("smtp-quit").start(session::close);
            return;
        }
        idleCount.incrementAndGet();
        idle.computeIfAbsent(key, k -> new ConcurrentLinkedDeque<>()).addFirst(new Idle(session, System.nanoTime()));
    }

    private void reap() {
        long oldest = System.nanoTime() - keepIdle.toNanos();
        for (var sessions : idle.values()) {
            for (Iterator<Idle> each = sessions.descendingIterator(); each.hasNext(); ) {
                var next = each.next();
                if (next.sinceNanos() > oldest) {
                    break;
                }
                if (sessions.remove(next)) {
                    idleCount.decrementAndGet();
                    Thread.ofVirtual().name("smtp-quit").start(next.session()::close);
                }
            }
        }
    }

    int idleSessions() {
        return idleCount.get();
    }

    @Override
    public void close() {
        closed = true;
        reaper.shutdownNow();
        List<Thread> closing = new ArrayList<>();
        for (var sessions : idle.values()) {
            for (Idle next = sessions.pollFirst(); next != null; next = sessions.pollFirst()) {
                idleCount.decrementAndGet();
                closing.add(Thread.ofVirtual().start(next.session()::close));
            }
        }
        for (Thread thread : closing) {
            try {
                thread.join(Duration.ofSeconds(3));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
