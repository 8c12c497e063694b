package chancery.admin;

import chancery.tenancy.Change;

/** Turns what a change came to into an answer. */
final class Answers {
    private Answers() {}

    /** The value of a change that was done; a problem for one that was refused. */
    static <T> T done(Change<T> change) {
        return switch (change) {
            case Change.Done<T> done -> done.value();
            case Change.Refused<T> refused ->
                throw switch (refused.refusal()) {
                    case UNKNOWN -> ProblemException.missing(refused.why());
                    case TAKEN, IN_USE -> ProblemException.conflict(refused.why());
                    case INVALID -> ProblemException.invalid(refused.why());
                };
        };
    }
}
