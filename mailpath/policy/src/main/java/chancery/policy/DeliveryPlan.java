package chancery.policy;

import chancery.mail.RecipientDecision;
import java.util.List;

/** Every decision of one mail with what was chosen, what was not, and why. */
public record DeliveryPlan(long policyVersion, List<RecipientPlan> recipients) {
    public DeliveryPlan {
        recipients = List.copyOf(recipients);
    }

    /**
     * @param because why the rule applies, in the words of its condition
     * @param rulesNotTaken in the order of the policy
     * @param methodsRefused methods of the outcome that may not be chosen for this recipient
     */
    public record RecipientPlan(
            RecipientDecision decision, String because, List<NotTaken> rulesNotTaken, List<NotTaken> methodsRefused) {
        public RecipientPlan {
            rulesNotTaken = List.copyOf(rulesNotTaken);
            methodsRefused = List.copyOf(methodsRefused);
        }
    }

    /** A rule by its id or a method by its word, and why it was not taken. */
    public record NotTaken(String what, String why) {}
}
