package chancery.inbound;

import chancery.flow.Origin;
import chancery.mail.SmtpReply;

/** Whether somebody may send with a reverse-path, and as whom. */
sealed interface SenderDecision {
    record Admitted(Origin origin) implements SenderDecision {}

    record Refused(SmtpReply reply) implements SenderDecision {}
}
