package chancery.inbound;

import chancery.flow.AcceptanceReply;
import chancery.smtp.ListenerKind;

/** Told of every answer at the end of data, for metrics and log. */
@FunctionalInterface
public interface MailCounter {
    void answered(ListenerKind listener, AcceptanceReply reply);
}
