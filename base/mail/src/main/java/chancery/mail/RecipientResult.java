package chancery.mail;

/** The outcome of one attempt for one recipient. */
public record RecipientResult(EnvelopeRecipient recipient, DeliveryOutcome outcome) {}
