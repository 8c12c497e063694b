/**
 * SMTP: its grammar, the server's side of a session and the client's.
 *
 * <p>A session is lines of text in turns. The client says EHLO and learns the extensions; MAIL opens a mail transaction
 * with the reverse-path, each RCPT adds a forward-path, DATA or BDAT hands over the content, and the one reply after
 * the content decides who is responsible for the mail from then on (RFC 5321 §6.1). PIPELINING (RFC 2920 §3) lets the
 * client send several commands before it reads replies.
 *
 * <p>Two things make or break a gateway's server. First, both sides must agree where the content ends: it ends at
 * CR LF dot CR LF and nowhere else, and a content with a CR or LF that stands alone is refused, with the connection,
 * because some other server would see another end there and take what follows for commands. Second, what was sent in clear
 * before STARTTLS must have no effect afterwards (RFC 3207 §4.2).
 *
 * <p>The server is {@link chancery.smtp.SmtpListener}: one virtual thread for each connection, blocking sockets, the
 * owner's decisions by {@link chancery.smtp.SmtpService} and {@link chancery.smtp.SmtpSessionCallbacks}. The content is
 * streamed to a {@link chancery.smtp.ContentSink} while it arrives; this module never holds a whole mail.
 *
 * <p>Nothing here knows a tenant, a database or a configuration file.
 */
@NullMarked
package chancery.smtp;

import org.jspecify.annotations.NullMarked;
