package chancery.portal;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How many answers are read at the same time: few of one guest, and a number of all that the disk can bear. */
final class UploadPlaces {
    static final int OF_ONE_GUEST = 2;
    static final int OF_ALL = 200;

    private final Map<String, Integer> taken = new HashMap<>();
    private int all;

    /** Given back by closing. */
    final class Place implements AutoCloseable {
        private final String guest;

        private Place(String guest) {
            this.guest = guest;
        }

        @Override
        public void close() {
            leave(guest);
        }
    }

    /** A place; empty when this guest has enough of them, or when there is none. */
    synchronized Optional<Place> take(String guest) {
        int mine = taken.getOrDefault(guest, 0);
        if (mine >= OF_ONE_GUEST || all >= OF_ALL) {
            return Optional.empty();
        }
        taken.put(guest, mine + 1);
        all++;
        return Optional.of(new Place(guest));
    }

    private synchronized void leave(String guest) {
        all--;
        taken.computeIfPresent(guest, (g, n) -> n > 1 ? n - 1 : null);
    }
}
