package chancery.spool;

import chancery.mail.TenantId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The leased entries of this node, in one lane per destination. A lane runs so many attempts at once as its destination
 * may have and lets the next ones wait in memory; lanes take turns, so that a crowd for one destination does not starve
 * the others. What finds no place is refused and waits in the database.
 */
final class Lanes {
    private static final class Lane {
        private final String destination;
        private final ArrayDeque<LeasedEntry> waiting = new ArrayDeque<>();
        private int running;
        private boolean inRotation;

        Lane(String destination) {
            this.destination = destination;
        }
    }

    private final SpoolConfig.Limits limits;
    private final Destinations destinations;
    private final Consumer<LeasedEntry> starter;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, Lane> lanes = new HashMap<>();
    private final Map<TenantId, Integer> tenants = new HashMap<>();
    private final ArrayDeque<Lane> rotation = new ArrayDeque<>();
    private int running;
    private int waiting;
    private long octets;
    private boolean closed;

    /** @param starter begins an attempt on another thread and returns at once */
    Lanes(SpoolConfig.Limits limits, Destinations destinations, Consumer<LeasedEntry> starter) {
        this.limits = limits;
        this.destinations = destinations;
        this.starter = starter;
    }

    /** Takes the entry, to start now or when its turn comes; false when there is no place for it. */
    boolean admit(LeasedEntry entry) {
        lock.lock();
        try {
            int ofTenant = tenants.getOrDefault(entry.entry().tenant(), 0);
            boolean memory = octets == 0 || octets + entry.octets() <= limits.octets();
            if (closed || ofTenant >= limits.perTenant() || !memory) {
                return false;
            }
            Lane lane = lanes.computeIfAbsent(entry.destination(), Lane::new);
            boolean placeWaiting = waiting < limits.waiting() && lane.waiting.size() < limits.waitingPerDestination();
            boolean startNow = running < limits.running() && hasRoom(lane) && lane.waiting.isEmpty();
            if (!startNow && !placeWaiting) {
                forgetIfEmpty(lane);
                return false;
            }
            tenants.put(entry.entry().tenant(), ofTenant + 1);
            octets += entry.octets();
            if (startNow) {
                start(lane, entry);
            } else {
                lane.waiting.add(entry);
                waiting++;
                rotate(lane);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** An attempt has ended; its place goes to the next lane in turn. */
    void ended(LeasedEntry entry) {
        lock.lock();
        try {
            Lane lane = lanes.get(entry.destination());
            if (lane != null) {
                lane.running--;
                running--;
                leave(entry);
                rotate(lane);
                forgetIfEmpty(lane);
            }
            startWaiting();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Takes out what waits for a destination that turned out to be unreachable. */
    List<LeasedEntry> clear(String destination) {
        lock.lock();
        try {
            Lane lane = lanes.get(destination);
            return lane == null ? List.of() : takeWaiting(lane);
        } finally {
            lock.unlock();
        }
    }

    /** What waits for its turn. */
    List<LeasedEntry> waitingEntries() {
        lock.lock();
        try {
            var all = new ArrayList<LeasedEntry>(waiting);
            lanes.values().forEach(lane -> all.addAll(lane.waiting));
            return all;
        } finally {
            lock.unlock();
        }
    }

    /** Takes out those of {@code entries} that still wait. */
    List<LeasedEntry> withdraw(List<LeasedEntry> entries) {
        lock.lock();
        try {
            var taken = new ArrayList<LeasedEntry>();
            for (LeasedEntry entry : entries) {
                Lane lane = lanes.get(entry.destination());
                if (lane != null && lane.waiting.remove(entry)) {
                    waiting--;
                    leave(entry);
                    forgetIfEmpty(lane);
                    taken.add(entry);
                }
            }
            changed.signalAll();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Refuses everything from now on and takes out all that has not started. */
    List<LeasedEntry> close() {
        lock.lock();
        try {
            closed = true;
            var left = new ArrayList<LeasedEntry>();
            for (Lane lane : List.copyOf(lanes.values())) {
                left.addAll(takeWaiting(lane));
            }
            return left;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until nothing runs; false when it took longer than {@code nanos}. */
    boolean awaitQuiet(long nanos) throws InterruptedException {
        lock.lock();
        try {
            long left = nanos;
            while (running > 0 && left > 0) {
                left = changed.awaitNanos(left);
            }
            return running == 0;
        } finally {
            lock.unlock();
        }
    }

    /** Waits up to {@code millis} until {@code places} more entries would be admitted. */
    boolean awaitRoom(int places, long millis) throws InterruptedException {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            while (limits.running() + limits.waiting() - running - waiting < places && left > 0) {
                left = changed.awaitNanos(left);
            }
            return left > 0;
        } finally {
            lock.unlock();
        }
    }

    int running() {
        lock.lock();
        try {
            return running;
        } finally {
            lock.unlock();
        }
    }

    int waiting() {
        lock.lock();
        try {
            return waiting;
        } finally {
            lock.unlock();
        }
    }

    private void startWaiting() {
        while (running < limits.running() && !rotation.isEmpty()) {
            Lane lane = rotation.poll();
            lane.inRotation = false;
            if (hasRoom(lane) && !lane.waiting.isEmpty()) {
                waiting--;
                start(lane, lane.waiting.poll());
                rotate(lane);
            }
        }
    }

    private void start(Lane lane, LeasedEntry entry) {
        lane.running++;
        running++;
        starter.accept(entry);
    }

    private boolean hasRoom(Lane lane) {
        return lane.running < destinations.limit(lane.destination, limits.perDestination());
    }

    private void rotate(Lane lane) {
        if (!lane.inRotation && !lane.waiting.isEmpty() && hasRoom(lane)) {
            lane.inRotation = true;
            rotation.add(lane);
        }
    }

    private List<LeasedEntry> takeWaiting(Lane lane) {
        var taken = List.copyOf(lane.waiting);
        lane.waiting.clear();
        waiting -= taken.size();
        taken.forEach(this::leave);
        forgetIfEmpty(lane);
        changed.signalAll();
        return taken;
    }

    private void leave(LeasedEntry entry) {
        octets -= entry.octets();
        tenants.computeIfPresent(entry.entry().tenant(), (tenant, count) -> count > 1 ? count - 1 : null);
    }

    private void forgetIfEmpty(Lane lane) {
        if (lane.running == 0 && lane.waiting.isEmpty()) {
            lanes.remove(lane.destination);
        }
    }
}
