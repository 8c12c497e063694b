package chancery.smtp;

import chancery.mail.SmtpReply;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps what it is given. */
final class CollectingSink implements ContentSink {
    private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
    boolean aborted;

    @Override
    public void write(byte[] from, int offset, int length) {
        octets.write(from, offset, length);
    }

    @Override
    public SmtpReply finish() {
        return SmtpReply.of(250, "2.0.0", "Taken");
    }

    @Override
    public void abort() {
        aborted = true;
    }

    String text() {
        return octets.toString(StandardCharsets.ISO_8859_1);
    }
}
