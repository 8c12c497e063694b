package chancery.outbound;

import chancery.mail.DeliveryOutcome;
import chancery.mail.EnvelopeOptions;
import chancery.mail.EnvelopeRecipient;
import chancery.mail.Reason;
import chancery.mail.RecipientResult;
import chancery.mail.SmtpReply;
import chancery.mail.TlsRequirement;
import chancery.smtp.SmtpClientResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The recipients of one domain during one attempt: who is served, who is still to be tried, and what was met. */
final class DomainAttempt {
    private static final SmtpReply NOTHING_ANSWERED = SmtpReply.of(451, "4.4.1", "No next hop answered");
    private static final SmtpReply NO_REQUIRETLS =
            SmtpReply.of(550, "5.7.30", "No next hop supports REQUIRETLS with a certificate that verifies");

    private final TlsRequirement required;
    private final boolean requireTls;
    private final List<EnvelopeRecipient> pending;
    private final Map<EnvelopeRecipient, DeliveryOutcome> outcomes = new HashMap<>();
    private final Map<EnvelopeRecipient, DeliveryOutcome.Delayed> deferred = new HashMap<>();
    private DeliveryOutcome.@Nullable Delayed trouble;
    private @Nullable DeliveryOutcome refusal;
    private DeliveryOutcome.@Nullable MethodImpossible impossible;

    DomainAttempt(List<EnvelopeRecipient> recipients, TlsRequirement required, EnvelopeOptions options) {
        this.pending = new ArrayList<>(recipients);
        this.required = required;
        this.requireTls = options.requireTls();
    }

    /** REQUIRETLS asks for a verified next hop even where the method does not (RFC 8689 §4.2.1). */
    boolean needsVerified() {
        return requireTls || required == TlsRequirement.VERIFIED;
    }

    boolean requireTls() {
        return requireTls;
    }

    List<EnvelopeRecipient> pending() {
        return List.copyOf(pending);
    }

    boolean isDone() {
        return pending.isEmpty();
    }

    /** A next hop could not be talked to; others may. */
    void met(SmtpReply reply, Map<String, String> evidence) {
        trouble = new DeliveryOutcome.Delayed(reply, evidence);
    }

    /** A next hop or the DNS said that there is nothing to be had, ever. */
    void refused(SmtpReply reply, Map<String, String> evidence) {
        refusal = new DeliveryOutcome.Failed(reply, evidence);
    }

    /** A next hop answered and cannot do what was promised. */
    void unfit(String why, Map<String, String> evidence) {
        String explanation =
                "The recipient's mail server answered but could not prove a protected connection (" + why + ").";
        impossible = new DeliveryOutcome.MethodImpossible(new Reason("no-verified-tls", explanation), evidence);
    }

    /** Notes the answers of a transaction; a temporary refusal before the content may be tried at the next hop. */
    void settle(SmtpClientResult result, HopEvidence evidence) {
        for (var answer : result.answers()) {
            SmtpReply reply = answer.reply();
            var facts = answer.remote() ? evidence.facts(reply) : evidence.facts();
            if (reply.isPositive()) {
                settle(answer.recipient(), new DeliveryOutcome.Relayed(reply, facts));
            } else if (reply.isPermanent()) {
                settle(answer.recipient(), new DeliveryOutcome.Failed(reply, facts));
            } else if (answer.afterContent()) {
                settle(answer.recipient(), new DeliveryOutcome.Delayed(reply, facts));
            } else {
                deferred.put(answer.recipient(), new DeliveryOutcome.Delayed(reply, facts));
            }
        }
    }

    private void settle(EnvelopeRecipient recipient, DeliveryOutcome outcome) {
        outcomes.put(recipient, outcome);
        pending.remove(recipient);
    }

    /** One result per recipient; whoever has none gets what was met last. */
    List<RecipientResult> results(List<EnvelopeRecipient> recipients) {
        List<RecipientResult> results = new ArrayList<>();
        for (EnvelopeRecipient recipient : recipients) {
            var outcome = outcomes.get(recipient);
            results.add(new RecipientResult(recipient, outcome != null ? outcome : unserved(recipient)));
        }
        return results;
    }

    // a hop that could keep the promise and asked to wait is better than the next method
    private DeliveryOutcome unserved(EnvelopeRecipient recipient) {
        var wait = deferred.get(recipient);
        if (wait != null) {
            return wait;
        }
        if (impossible != null) {
            return required == TlsRequirement.VERIFIED
                    ? impossible
                    : new DeliveryOutcome.Failed(NO_REQUIRETLS, impossible.evidence());
        }
        if (trouble != null) {
            return trouble;
        }
        return refusal != null ? refusal : new DeliveryOutcome.Delayed(NOTHING_ANSWERED, Map.of());
    }
}
