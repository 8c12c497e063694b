package chancery.mailauth;

import java.util.List;

/**
 * What SPF said and why.
 *
 * @param result none, pass, fail, softfail, neutral, temperror or permerror (RFC 8601 §2.7.2)
 * @param path the records from the asked domain's to the one that decided, each with the term by which it was left
 * @param lookups terms that asked the DNS, of at most {@link SpfVerifier#MOST_LOOKUPS}
 * @param voidLookups those that were answered with nothing, of at most {@link SpfVerifier#MOST_VOID_LOOKUPS}
 * @param explanation what the domain wants the sender to be told of a failure, empty when nothing; written by a stranger
 * @param problem one phrase about an error, empty when there was none
 */
public record SpfResult(
        ResultWord result,
        SpfQuery query,
        List<Step> path,
        int lookups,
        int voidLookups,
        String explanation,
        String problem) {

    /**
     * One record on the way.
     *
     * @param domain whose record it is
     * @param record as published
     * @param term the directive or redirect that led on or decided, empty when none fitted
     */
    public record Step(String domain, String record, String term) {}

    public SpfResult {
        path = List.copyOf(path);
    }

    /** The domain that was asked about. */
    public String domain() {
        return query.domain();
    }
}
