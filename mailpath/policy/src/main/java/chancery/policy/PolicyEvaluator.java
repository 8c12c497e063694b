package chancery.policy;

import chancery.mail.Decision;
import chancery.mail.DeliveryMethod;
import chancery.mail.EnvelopeRecipient;
import chancery.mail.Reason;
import chancery.mail.RecipientDecision;
import chancery.mail.SmtpReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides for every recipient of a mail by one policy. Total, pure and deterministic: the same policy and assessment
 * give equal decisions, one per recipient in the order of the envelope. Safe for use by many threads.
 */
public final class PolicyEvaluator {
    private static final Reason REQUIRE_TLS = new Reason(
            "require-tls", "The sender asks with REQUIRETLS that this mail travels only over verified connections.");
    private static final Reason NO_RULE = new Reason("no-rule", "No rule of the policy applies.");

    private final Policy policy;

    public PolicyEvaluator(Policy policy) {
        this.policy = policy;
    }

    public Policy policy() {
        return policy;
    }

    public List<RecipientDecision> decide(Assessment assessment) {
        var examination = new Examination(assessment);
        var decisions = new ArrayList<RecipientDecision>();
        for (EnvelopeRecipient recipient : recipients(assessment)) {
            decisions.add(decide(examination, recipient, firstApplying(examination, recipient)));
        }
        return decisions;
    }

    /** The same decisions as {@link #decide}, each with what was chosen, what was not, and why. */
    public DeliveryPlan explain(Assessment assessment) {
        var examination = new Examination(assessment);
        var plans = new ArrayList<DeliveryPlan.RecipientPlan>();
        for (EnvelopeRecipient recipient : recipients(assessment)) {
            plans.add(plan(examination, recipient));
        }
        return new DeliveryPlan(policy.version(), plans);
    }

    private static List<EnvelopeRecipient> recipients(Assessment assessment) {
        return assessment.mail().envelope().recipients();
    }

    private Optional<Rule> firstApplying(Examination examination, EnvelopeRecipient recipient) {
        for (Rule rule : policy.rules()) {
            if (examination.holds(rule.when(), recipient.address())) {
                return Optional.of(rule);
            }
        }
        return Optional.empty();
    }

    private RecipientDecision decide(Examination examination, EnvelopeRecipient recipient, Optional<Rule> rule) {
        Outcome outcome = rule.map(Rule::then).orElse(policy.otherwise());
        Reason reason = rule.map(r -> new Reason("rule", r.explanation())).orElse(NO_RULE);
        Decision decision = switch (outcome) {
            case Outcome.Deliver deliver -> deliver(examination.assessment(), recipient, deliver, reason);
            case Outcome.Reject reject -> new Decision.Reject(SmtpReply.of(550, "5.7.1", reject.text()), reason);
            case Outcome.Quarantine quarantine -> new Decision.Quarantine(Duration.ofDays(quarantine.days()), reason);
            case Outcome.Defer defer -> new Decision.Defer(SmtpReply.of(451, "4.7.1", defer.text()), reason);
        };
        return new RecipientDecision(
                recipient, decision, policy.version(), rule.map(Rule::id).orElse(Policy.OTHERWISE));
    }

    private Decision deliver(
            Assessment assessment, EnvelopeRecipient recipient, Outcome.Deliver deliver, Reason reason) {
        boolean requireTls = assessment.mail().envelope().options().requireTls();
        if (requireTls && deliver.methods().contains(MethodChoice.OPPORTUNISTIC_TLS)) {
            // RFC 8689 §4.2.1
            return new Decision.Deliver(MethodChoice.VERIFIED_TLS.method(), List.of(), REQUIRE_TLS);
        }
        var methods = new ArrayList<DeliveryMethod>();
        for (MethodChoice choice : deliver.methods()) {
            DeliveryMethod method = choice.method();
            if (mayBeChosen(choice, recipient) && !methods.contains(method)) {
                methods.add(method);
            }
        }
        return new Decision.Deliver(methods.getFirst(), methods.subList(1, methods.size()), reason);
    }

    private boolean mayBeChosen(MethodChoice choice, EnvelopeRecipient recipient) {
        return choice != MethodChoice.VERIFIED_TLS_TO_PARTNERS
                || policy.isTlsPartner(recipient.address().domain());
    }

    private DeliveryPlan.RecipientPlan plan(Examination examination, EnvelopeRecipient recipient) {
        Optional<Rule> taken = firstApplying(examination, recipient);
        var words = new ConditionWords(examination, recipient.address());
        var notTaken = new ArrayList<DeliveryPlan.NotTaken>();
        boolean found = false;
        for (Rule rule : policy.rules()) {
            if (taken.isPresent() && taken.get().equals(rule)) {
                found = true;
            } else {
                String why = found ? "an earlier rule applies" : words.why(rule.when());
                notTaken.add(new DeliveryPlan.NotTaken(rule.id(), why));
            }
        }
        RecipientDecision decision = decide(examination, recipient, taken);
        String because = taken.map(rule -> words.why(rule.when())).orElse("no rule of the policy applies");
        return new DeliveryPlan.RecipientPlan(decision, because, notTaken, refused(examination, recipient, taken));
    }

    private List<DeliveryPlan.NotTaken> refused(
            Examination examination, EnvelopeRecipient recipient, Optional<Rule> taken) {
        var refused = new ArrayList<DeliveryPlan.NotTaken>();
        if (taken.map(Rule::then).orElse(policy.otherwise()) instanceof Outcome.Deliver deliver) {
            boolean requireTls =
                    examination.assessment().mail().envelope().options().requireTls();
            for (MethodChoice choice : deliver.methods()) {
                if (!mayBeChosen(choice, recipient)) {
                    String why = recipient.address().domain() + " is not one of the policy's tls-partners";
                    refused.add(new DeliveryPlan.NotTaken(choice.word(), why));
                } else if (requireTls && !choice.protects()) {
                    refused.add(new DeliveryPlan.NotTaken(choice.word(), REQUIRE_TLS.explanation()));
                }
            }
        }
        return refused;
    }
}
