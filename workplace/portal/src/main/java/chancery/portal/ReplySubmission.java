package chancery.portal;

import chancery.mail.Envelope;
import chancery.mail.Reason;
import chancery.mail.TenantId;
import java.io.InputStream;
import java.util.UUID;

/**
 * Takes a guest's answer into the same flow that every mail goes through: policy, spool, audit.
 *
 * <p>Duties of an implementer: {@link Outcome.Accepted} only when the mail is durable; read {@code content} to its end
 * or not at all, and leave closing to the caller. The author is a guest who proved to receive the mail of the address in
 * the reverse-path; the header field {@code X-Chancery-Portal} says so too and must not be believed from anywhere else.
 */
@FunctionalInterface
public interface ReplySubmission {
    Outcome submit(TenantId tenant, Envelope envelope, InputStream content);

    /** What became of the answer. */
    sealed interface Outcome {
        /** Durable and on its way. */
        record Accepted(UUID mail) implements Outcome {}

        /** Refused for good; the guest is shown the explanation, which must be fit for outsiders. */
        record Refused(Reason reason) implements Outcome {}

        /** Cannot be taken now. */
        record TryLater() implements Outcome {}
    }
}
