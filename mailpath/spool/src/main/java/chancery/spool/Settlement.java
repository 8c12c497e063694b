package chancery.spool;

import chancery.mail.EnvelopeRecipient;
import java.util.List;

/** What is to be written about a leased entry. */
sealed interface Settlement {
    LeasedEntry leased();

    /** Follow-ups, generated mails and audit that go with it. */
    AttemptReport report();

    /** Recipients served. */
    int delivered();

    /** Recipients given up. */
    int failed();

    /** Nothing is left to do. */
    record Finished(LeasedEntry leased, AttemptReport report, int delivered, int failed) implements Settlement {}

    /** The entry goes back to the queue. */
    record Postponed(LeasedEntry leased, AttemptReport report, int delivered, int failed, Position position)
            implements Settlement {}

    /** @param lastStatus what an administrator sees as the reason; empty to leave the former one */
    record Position(List<EnvelopeRecipient> remaining, Schedule next, EntryState state, String lastStatus) {}
}
