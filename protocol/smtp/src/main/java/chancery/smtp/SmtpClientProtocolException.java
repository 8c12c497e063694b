package chancery.smtp;

import java.io.IOException;

/** The server sent something that is no SMTP, or too much of it. */
final class SmtpClientProtocolException extends IOException {
    private static final long serialVersionUID = 1L;

    SmtpClientProtocolException(String what) {
        super(what);
    }
}
