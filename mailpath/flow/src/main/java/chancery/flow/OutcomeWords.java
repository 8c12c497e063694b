package chancery.flow;

import chancery.mail.DeliveryOutcome;
import chancery.mail.EnvelopeRecipient;
import chancery.mail.SmtpReply;
import chancery.spool.QueueEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An outcome in the words of the audit. */
final class OutcomeWords {
    private OutcomeWords() {}

    static String event(DeliveryOutcome outcome) {
        return switch (outcome) {
            case DeliveryOutcome.Delivered delivered -> "mail.delivered";
            case DeliveryOutcome.Relayed relayed -> "mail.relayed";
            case DeliveryOutcome.Delayed delayed -> "mail.delayed";
            case DeliveryOutcome.Failed failed -> "mail.failed";
            case DeliveryOutcome.MethodImpossible impossible -> "mail.method-impossible";
        };
    }

    static Map<String, String> detail(QueueEntry entry, DeliveryOutcome outcome, List<EnvelopeRecipient> recipients) {
        var detail = new LinkedHashMap<String, String>();
        detail.put("recipients", DecisionWords.join(recipients));
        detail.put("method", entry.method().word());
        detail.put("attempt", Integer.toString(entry.schedule().attempts() + 1));
        detail.putAll(outcome.evidence());
        switch (outcome) {
            case DeliveryOutcome.Delivered delivered -> {}
            case DeliveryOutcome.Relayed relayed -> reply(detail, relayed.reply());
            case DeliveryOutcome.Delayed delayed -> reply(detail, delayed.reply());
            case DeliveryOutcome.Failed failed -> reply(detail, failed.reply());
            case DeliveryOutcome.MethodImpossible impossible -> {
                detail.put("reason", impossible.reason().code());
                detail.put("explanation", impossible.reason().explanation());
                if (!entry.alternatives().isEmpty()) {
                    detail.put("next-method", entry.alternatives().getFirst().word());
                }
            }
        }
        return detail;
    }

    private static void reply(Map<String, String> detail, SmtpReply reply) {
        detail.put("reply", reply.code() + " " + reply.status() + " " + reply.text());
    }
}
