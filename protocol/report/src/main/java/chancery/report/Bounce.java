package chancery.report;

import chancery.mail.EnhancedStatus;
import java.util.Optional;

/**
 * What a report says about one recipient, understood as far as it can be. Nothing in it is proven: anyone can write one.
 *
 * @param recipient the address as the report gives it, or empty text when it gives none
 * @param originalRecipient the address that the sender wrote, when the report tells it apart
 * @param status the most telling status in the report, else the one that the reason stands for (RFC 3463 §2)
 * @param outcome what becomes of this mail
 * @param evidence where the reason was found
 */
public record Bounce(
        String recipient,
        Optional<String> originalRecipient,
        EnhancedStatus status,
        BounceReason reason,
        Outcome outcome,
        Evidence evidence) {

    /** Whether the mail can still arrive. */
    public enum Outcome {
        /** Final: given up. A later mail may fare better when the status begins with 4. */
        FAILED,
        /** Temporary: still being tried. */
        DELAYED,
        /** The report is about no failure. */
        NONE
    }

    /**
     * @param source which part of the report
     * @param text the line or lines, on one line, at most 500 characters
     */
    public record Evidence(Source source, String text) {}

    /** Parts of a report, from the most to the least reliable. */
    public enum Source {
        /** Fields for a program. */
        FIELDS,
        /** Words for a person. */
        WORDS,
        /** The header section of the report. */
        HEADER,
        /** Nothing in the report says it. */
        NONE
    }
}
