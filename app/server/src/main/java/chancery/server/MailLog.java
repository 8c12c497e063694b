package chancery.server;

import chancery.flow.AcceptanceReply;
import chancery.inbound.MailCounter;
import chancery.smtp.ListenerKind;
import chancery.telemetry.Event;
import chancery.telemetry.EventLog;

/** One line per answer at the end of data: what, why, under which name; no address and no content. */
final class MailLog implements MailCounter {
    private static final EventLog LOG = EventLog.of("mail");

    @Override
    public void answered(ListenerKind listener, AcceptanceReply answer) {
        Event event = answer.reply().isPositive()
                ? Event.MAIL_ACCEPTED
                : answer.reply().isTemporary() ? Event.MAIL_DEFERRED : Event.MAIL_REFUSED;
        if (LOG.writes(event)) {
            LOG.write(
                    event,
                    "mail",
                    answer.id(),
                    "listener",
                    listener,
                    "code",
                    answer.reply().code(),
                    "why",
                    answer.log());
        }
    }
}
