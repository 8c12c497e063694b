package chancery.audit;

/** Whether a tenant's audit is as it was written. */
public sealed interface Verification {
    /** Every record of every chain is in its place. */
    record Intact(long records, int chains) implements Verification {}

    /** The first record that is not as it was written. */
    record Broken(String chain, long seq, String why) implements Verification {}
}
