package chancery.mail;

import java.io.Serial;

/**
 * Disk, database or bug: something that is nobody's input. Caught once per connection or queue step, where it becomes
 * 451 4.3.0 or a retry.
 */
public final class FaultException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient ErrorCode code;

    public FaultException(ErrorCode code, Throwable cause) {
        super(code.name(), cause);
        this.code = code;
    }

    public FaultException(ErrorCode code, String detail) {
        super(code.name() + ": " + detail);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }
}
