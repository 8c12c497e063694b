package chancery.spool;

import java.util.Optional;
import java.util.UUID;

/**
 * Which entries or mails to list; all given conditions hold together.
 *
 * @param address part of a recipient or of the reverse-path, without regard to case
 * @param after the last one of the page before
 * @param limit at most 1,000
 */
public record QueueFilter(
        Optional<EntryState> state,
        Optional<String> destination,
        Optional<String> address,
        Optional<After> after,
        int limit) {
    /** Where a page ended. */
    public record After(UUID mail, UUID entry) {}

    public QueueFilter {
        if (limit < 1 || limit > 1000) {
            throw new IllegalArgumentException("limit must be 1 to 1000");
        }
    }

    /** The first 100, whatever they are. */
    public static final QueueFilter ALL =
            new QueueFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 100);

    public QueueFilter withState(EntryState wanted) {
        return new QueueFilter(Optional.of(wanted), destination, address, after, limit);
    }

    public QueueFilter withDestination(String wanted) {
        return new QueueFilter(state, Optional.of(wanted), address, after, limit);
    }

    public QueueFilter withAddress(String part) {
        return new QueueFilter(state, destination, Optional.of(part), after, limit);
    }

    public QueueFilter page(Optional<After> previous, int size) {
        return new QueueFilter(state, destination, address, previous, size);
    }
}
