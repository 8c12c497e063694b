package chancery.mail;

import java.time.Duration;
import java.util.List;

/** What policy decides for one recipient of one mail. */
public sealed interface Decision {
    Reason reason();

    /**
     * Deliver by {@code method}; when it cannot be kept at delivery time, by the next of {@code alternatives}, in
     * order. An empty list means: rather not at all.
     */
    record Deliver(DeliveryMethod method, List<DeliveryMethod> alternatives, Reason reason) implements Decision {
        public Deliver {
            alternatives = List.copyOf(alternatives);
        }
    }

    record Quarantine(Duration keepFor, Reason reason) implements Decision {}

    /** Only before acceptance. */
    record Reject(SmtpReply reply, Reason reason) implements Decision {}

    record Defer(SmtpReply reply, Reason reason) implements Decision {}

    record Discard(Reason reason) implements Decision {}
}
