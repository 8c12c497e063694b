package chancery.flow;

import chancery.mail.SmtpReply;
import java.util.UUID;

/**
 * The one reply for all recipients at the end of data (RFC 5321 §4.2.5), and what the log may know beside it.
 *
 * @param reply for the wire
 * @param log for the operator: a code, no address, no content
 * @param id the mail's name in audit and log
 */
public record AcceptanceReply(SmtpReply reply, String log, UUID id) {}
