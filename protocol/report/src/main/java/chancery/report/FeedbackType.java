package chancery.report;

import java.util.Locale;

/** What a feedback report is about (RFC 5965 §7.3, RFC 6591 §3.1, RFC 6430 §2). */
public enum FeedbackType {
    ABUSE,
    AUTH_FAILURE,
    FRAUD,
    NOT_SPAM,
    VIRUS,
    /** Also for words that no standard knows (RFC 5965 §3.1). */
    OTHER;

    /** The word of the Feedback-Type field. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static FeedbackType of(String word) {
        for (FeedbackType type : values()) {
            if (type.word().equalsIgnoreCase(word)) {
                return type;
            }
        }
        return OTHER;
    }
}
