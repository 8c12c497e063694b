package chancery.tenancy;

/**
 * What became of a wish to change something.
 *
 * @param <T> what there is after the change
 */
public sealed interface Change<T> {
    record Done<T>(T value) implements Change<T> {}

    /** Nothing was changed. {@code why} says what to do. */
    record Refused<T>(Refusal refusal, String why) implements Change<T> {}

    /** Why a change was refused. */
    enum Refusal {
        /** There is no such thing, or it belongs to another tenant. */
        UNKNOWN,
        /** It exists already, here or with another tenant. */
        TAKEN,
        /** Something else depends on it. */
        IN_USE,
        /** The wish itself cannot be granted as it was made. */
        INVALID
    }

    static <T> Change<T> refused(Refusal refusal, String why) {
        return new Refused<>(refusal, why);
    }
}
