package chancery.smtp;

import chancery.mail.SmtpReply;
import java.util.Optional;

/** What came of connecting to a server. */
public sealed interface SmtpClientOpened {
    /** A session that keeps the TLS promise asked for. */
    record Ready(SmtpClientSession session) implements SmtpClientOpened {}

    /** No connection, no answer, or something that is no SMTP. Says nothing about the server's abilities. */
    record Unreachable(String why) implements SmtpClientOpened {}

    /** The server answered and does not want us now (4yz) or ever (5yz). */
    record Refused(SmtpReply reply) implements SmtpClientOpened {}

    /** STARTTLS is needed and not offered, or was refused. */
    record NoTls(String why) implements SmtpClientOpened {}

    /**
     * The handshake failed, or the certificate is not acceptable. Nothing was sent after it.
     *
     * @param why {@code handshake}, {@code name-mismatch}, {@code expired}, {@code not-yet-valid},
     *     {@code expired-issuer}, {@code self-signed}, {@code untrusted}, {@code injected-before-tls}
     * @param evidence when the handshake itself ended well
     */
    record TlsFailed(String why, Optional<SmtpClientEvidence> evidence) implements SmtpClientOpened {}
}
