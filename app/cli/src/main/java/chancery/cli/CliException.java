package chancery.cli;

import java.io.Serial;

/** Something that a person can put right: the message says what and how; no stack trace is shown. */
public final class CliException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int exitStatus;

    private CliException(int exitStatus, String message) {
        super(message);
        this.exitStatus = exitStatus;
    }

    /** It could not be done. */
    static CliException failed(String message) {
        return new CliException(1, message);
    }

    /** The command line or a file named by it is wrong. */
    static CliException misused(String message) {
        return new CliException(2, message);
    }

    int exitStatus() {
        return exitStatus;
    }
}
