package chancery.smtp;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * What the server knows about a connection at one moment.
 *
 * @param remote the client's address; behind a proxy the one that the proxy told
 * @param local the address that the client connected to
 * @param helo the argument of the last EHLO or HELO as given; empty before
 * @param esmtp true after EHLO, false after HELO
 * @param identity who authenticated, as the service named them
 */
public record ConnectionFacts(
        ListenerKind kind,
        InetSocketAddress remote,
        InetSocketAddress local,
        String helo,
        boolean esmtp,
        Optional<TlsFacts> tls,
        Optional<String> identity) {

    static ConnectionFacts of(ListenerKind kind, InetSocketAddress remote, InetSocketAddress local) {
        return new ConnectionFacts(kind, remote, local, "", false, Optional.empty(), Optional.empty());
    }

    /** The "with" word of a Received field: SMTP, ESMTP, ESMTPS, ESMTPA, ESMTPSA, or UTF8SMTP and so on. RFC 3848 §2, RFC 6531 §4.3. */
    public String protocol(boolean smtpUtf8) {
        if (!esmtp) {
            return "SMTP";
        }
        return (smtpUtf8 ? "UTF8SMTP" : "ESMTP") + (tls.isPresent() ? "S" : "") + (identity.isPresent() ? "A" : "");
    }

    ConnectionFacts greeted(String newHelo, boolean extended) {
        return new ConnectionFacts(kind, remote, local, newHelo, extended, tls, identity);
    }

    // RFC 3207 §4.2: everything the client said in clear is forgotten
    ConnectionFacts encrypted(TlsFacts facts) {
        return new ConnectionFacts(kind, remote, local, "", false, Optional.of(facts), Optional.empty());
    }

    ConnectionFacts authenticated(String name) {
        return new ConnectionFacts(kind, remote, local, helo, esmtp, tls, Optional.of(name));
    }
}
