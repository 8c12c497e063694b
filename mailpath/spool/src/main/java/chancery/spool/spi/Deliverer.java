package chancery.spool.spi;

import chancery.mail.RecipientResult;
import chancery.spool.DeliveryAttempt;
import java.util.List;

/**
 * Carries a mail to its recipients by one delivery method.
 *
 * <p>Duties of an implementer: answer with exactly one result for each recipient of {@code attempt.entry()}, in any
 * order; end before {@code attempt.deadline()}, and soon after an interrupt; keep nothing of the content; be callable
 * from many threads at once. Trouble of the network or of the other side is an outcome, never an exception. A fault
 * ({@code FaultException} or any other unchecked exception) means that nothing is known: the whole entry is tried
 * again later, so a recipient who was served before the fault gets a duplicate.
 */
@FunctionalInterface
public interface Deliverer {
    List<RecipientResult> attempt(DeliveryAttempt attempt);
}
