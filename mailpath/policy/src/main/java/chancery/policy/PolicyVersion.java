package chancery.policy;

import java.time.Instant;

/**
 * One published policy, without the policy.
 *
 * @param by who published it
 * @param note why, in the publisher's words; may be empty
 */
public record PolicyVersion(long version, Instant publishedAt, String by, String note) {}
