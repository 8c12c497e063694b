package chancery.server;

import java.io.Serial;

/** The server cannot start; the message is for a person and says what to do. */
public final class ServerStartException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    ServerStartException(String message) {
        super(message);
    }

    ServerStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
