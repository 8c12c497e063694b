package chancery.server;

import chancery.telemetry.Event;
import chancery.telemetry.EventLog;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What was started, to be stopped in reverse order; trouble with one does not keep the others running. Stopping has a
 * thread of its own: an interrupt, which is what Ctrl-C is to a start, must not tear a database down half-way.
 */
final class Stages implements AutoCloseable {
    private static final EventLog LOG = EventLog.of("server");

    private final Deque<AutoCloseable> started = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T stage) {
        started.push(stage);
        return stage;
    }

    @Override
    public void close() {
        Thread stopping = Thread.ofPlatform().name("stopping").start(this::stopAll);
        boolean interrupted = false;
        while (stopping.isAlive()) {
            try {
                stopping.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void stopAll() {
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception e) {
                LOG.write(Event.FAULT, e);
            }
        }
    }
}
