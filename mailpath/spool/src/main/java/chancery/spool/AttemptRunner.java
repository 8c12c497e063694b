package chancery.spool;

/**
 * What happens to an entry whose time has come. The flow implements it: it calls the deliverer of the entry's method
 * and turns outcomes into a report.
 *
 * <p>Duties: obey {@link DeliveryAttempt#occasion()} (nothing stays delayed at the last attempt or after a
 * cancellation) and {@link DeliveryAttempt#delayWarningDue()}; be callable from many threads; end by the deadline. An
 * exception means that nothing is known: the entry is tried again later by its back-off, and held for an operator when
 * the last attempt fails so.
 */
@FunctionalInterface
public interface AttemptRunner {
    AttemptReport run(DeliveryAttempt attempt);
}
