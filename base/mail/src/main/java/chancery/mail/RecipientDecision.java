package chancery.mail;

/** The decision for one recipient, with the rule that made it. {@code policyVersion} and {@code rule} go to the audit. */
public record RecipientDecision(EnvelopeRecipient recipient, Decision decision, long policyVersion, String rule) {}
