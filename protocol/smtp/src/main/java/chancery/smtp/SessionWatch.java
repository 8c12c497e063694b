package chancery.smtp;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ends sessions from outside: when a deadline has passed or the server stops. The session's own thread sits in a read
 * then and cannot say goodbye, so the watcher does: whoever moves the phase from READING owns the socket's output. A timer per read
 * would cost more than the mail; this costs two atomic steps.
 */
final class SessionWatch implements WireWatch {
    private static final int ACTIVE = 0;
    private static final int READING = 1;
    private static final int WRITING = 2;
    private static final int ENDED = 3;
    private static final long NEVER = Long.MAX_VALUE;
    private static final long PATIENCE_FOR_WRITES = TimeUnit.MINUTES.toNanos(2);

    private final AtomicInteger phase = new AtomicInteger(ACTIVE);
    private final long start = System.nanoTime();
    private volatile long readDeadline = NEVER;
    private volatile long writeDeadline = NEVER;
    private volatile boolean idle;
    private volatile String farewell = "";
    private volatile Socket socket;

    SessionWatch(Socket socket) {
        this.socket = socket;
    }

    /** After STARTTLS goodbyes go through TLS. */
    void use(Socket newSocket) {
        socket = newSocket;
    }

    /**
     * Sets what holds for the reads that follow.
     *
     * @param nanos from now
     * @param line sent when the time has passed; empty for none
     */
    void expect(long nanos, String line) {
        farewell = line;
        readDeadline = now() + nanos;
    }

    /** True while no transaction is open: a stopping server may end the session. */
    void idle(boolean between) {
        idle = between;
    }

    @Override
    public void beforeRead() {
        phase.compareAndSet(ACTIVE, READING);
    }

    @Override
    public void afterRead() throws IOException {
        leave(READING);
    }

    @Override
    public void beforeWrite() {
        writeDeadline = now() + PATIENCE_FOR_WRITES;
        phase.compareAndSet(ACTIVE, WRITING);
    }

    @Override
    public void afterWrite() throws IOException {
        leave(WRITING);
    }

    private void leave(int from) throws IOException {
        if (!phase.compareAndSet(from, ACTIVE)) {
            throw new SessionEndedException();
        }
    }

    private long now() {
        return System.nanoTime() - start;
    }

    /** Called by the listener's watcher from time to time. */
    void look() {
        long now = now();
        if (phase.get() == READING && now > readDeadline && phase.compareAndSet(READING, ENDED)) {
            end(farewell);
        } else if (phase.get() == WRITING && now > writeDeadline && phase.compareAndSet(WRITING, ENDED)) {
            end("");
        }
    }

    /** Ends the session if it waits for a command outside of a transaction. */
    void endIfIdle(String line) {
        if (idle && phase.compareAndSet(READING, ENDED)) {
            end(line);
        }
    }

    private void end(String line) {
        Socket last = socket;
        // its own thread, because a peer that does not read could block the goodbye
        Thread.ofVirtual().name("smtp-farewell").start(() -> sayAndClose(last, line));
    }

    private static void sayAndClose(Socket last, String line) {
        try (last) {
            if (!line.isEmpty()) {
                last.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
                last.getOutputStream().flush();
            }
        } catch (IOException e) {
            // the peer is gone; there is nobody to tell
        }
    }

    /** The watcher has ended this session; its thread just leaves. */
    static final class SessionEndedException extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
