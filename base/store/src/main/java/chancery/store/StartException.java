package chancery.store;

import java.io.Serial;

/** Carries a {@link StartFailure} up to {@link Database#start}; never leaves this package. */
final class StartException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient StartFailure failure;

    StartException(StartFailure failure) {
        super(failure.explanation());
        this.failure = failure;
    }

    StartFailure failure() {
        return failure;
    }
}
