package chancery.spool;

/** Why an entry is handed to the {@link AttemptRunner}. */
public enum Occasion {
    /** Try it; a delay is fine. */
    ATTEMPT,
    /** Its time is over: try it once more and turn what is still delayed into failure. */
    LAST_ATTEMPT,
    /** An administrator took it back: do not try, report failure for every recipient. */
    CANCELLED
}
