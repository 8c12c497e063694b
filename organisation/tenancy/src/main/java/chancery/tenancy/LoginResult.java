package chancery.tenancy;

import java.time.Duration;

/** What became of a login. */
public sealed interface LoginResult {
    record Accepted(Account account) implements LoginResult {}

    /** Wrong password or no such account: nobody is told which. */
    record Refused() implements LoginResult {}

    /** Nothing was verified. */
    record TooManyFailures(Duration retryAfter) implements LoginResult {}
}
