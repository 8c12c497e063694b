package chancery.spool;

/** Where a queue entry stands. A finished entry has no row any more; its mail keeps the final state. */
public enum EntryState {
    /** Waiting for its next attempt, or leased for one. */
    QUEUED,
    /** Quarantine or put on hold: no attempt until someone releases it; dropped at its keep-until. */
    HELD,
    /** Taken back by an administrator: the next occasion reports failure to the sender without an attempt. */
    CANCELLED
}
