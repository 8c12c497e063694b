package chancery.smime;

import java.io.IOException;
import java.io.Serial;

/** More than {@link SmimeLimits} lets through. */
final class LimitException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    LimitException() {
        super("over a limit");
    }
}
