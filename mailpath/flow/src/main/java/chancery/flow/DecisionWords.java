package chancery.flow;

import chancery.mail.Decision;
import chancery.mail.DeliveryMethod;
import chancery.mail.EnvelopeRecipient;
import chancery.mail.RecipientDecision;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A decision in the words of the audit. */
final class DecisionWords {
    private DecisionWords() {}

    static Map<String, String> of(RecipientDecision decided) {
        var words = new LinkedHashMap<String, String>();
        Decision decision = decided.decision();
        switch (decision) {
            case Decision.Deliver deliver -> {
                words.put("decision", "deliver");
                words.put("method", deliver.method().word());
                if (!deliver.alternatives().isEmpty()) {
                    words.put("alternatives", words(deliver.alternatives()));
                }
            }
            case Decision.Quarantine quarantine -> words.put("decision", "quarantine");
            case Decision.Reject reject -> words.put("decision", "reject");
            case Decision.Defer defer -> words.put("decision", "defer");
            case Decision.Discard discard -> words.put("decision", "discard");
        }
        words.put("rule", decided.rule());
        words.put("policy", Long.toString(decided.policyVersion()));
        words.put("reason", decision.reason().code());
        words.put("explanation", decision.reason().explanation());
        return words;
    }

    static String words(List<DeliveryMethod> methods) {
        return methods.stream().map(DeliveryMethod::word).collect(Collectors.joining(","));
    }

    static String join(List<EnvelopeRecipient> recipients) {
        return recipients.stream().map(r -> r.address().toString()).collect(Collectors.joining(" "));
    }
}
