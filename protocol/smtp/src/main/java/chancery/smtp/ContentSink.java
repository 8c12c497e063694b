package chancery.smtp;

import chancery.mail.SmtpReply;

/**
 * Takes the content of one mail as it arrives: dots unstuffed, every line ended by CR LF. Ended by exactly one call of
 * {@link #finish()} or {@link #abort()}. A {@link chancery.mail.FaultException} from any method becomes 451 4.3.0 (the
 * rest of the content is drained), after one from {@code write} with a call of {@code abort}.
 */
public interface ContentSink {
    /** The next octets; the array belongs to the caller and changes after the return. */
    void write(byte[] octets, int offset, int length);

    /** The content is complete; a positive reply takes over responsibility for the mail (RFC 5321 §6.1). */
    SmtpReply finish();

    /** The content did not come to an end or was refused; nothing of it may be kept. */
    void abort();
}
