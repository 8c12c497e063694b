package chancery.mailauth;

import java.util.Locale;
import java.util.Optional;

/** The words by which the verdict of a method is reported (RFC 8601 §2.7). */
public enum ResultWord {
    NONE,
    PASS,
    FAIL,
    SOFTFAIL,
    NEUTRAL,
    POLICY,
    TEMPERROR,
    PERMERROR;

    /** The word as it is written in a header field. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The value of a word, in any case. */
    static Optional<ResultWord> of(String word) {
        for (ResultWord value : values()) {
            if (value.word().equalsIgnoreCase(word)) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }
}
