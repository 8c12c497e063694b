package chancery.demo;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.AccessDeniedException;

/** The mails that were to be sent cannot be read; the message is a sentence for a person. */
public final class UnreadableMailException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    UnreadableMailException(IOException cause) {
        super(
                cause instanceof AccessDeniedException denied
                        ? denied.getFile() + " cannot be read by this user"
                        : cause.getMessage(),
                cause);
    }
}
