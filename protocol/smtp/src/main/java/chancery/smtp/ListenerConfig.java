package chancery.smtp;

import chancery.net.CidrSet;
import chancery.net.ServerTls;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * One listener.
 *
 * @param address port 0 for any free one
 * @param hostname how the server names itself
 * @param tls without it neither STARTTLS nor AUTH is offered; needed for {@link ListenerKind#SUBMISSIONS}
 * @param proxies from these addresses, and only these, every connection begins with a header of the PROXY protocol
 * @param scramSecret from which the made-up credentials of unknown names are drawn; the same on all nodes and across
 *     restarts, else a client can tell them from real ones
 */
public record ListenerConfig(
        ListenerKind kind,
        InetSocketAddress address,
        String hostname,
        Optional<ServerTls> tls,
        CidrSet proxies,
        SmtpLimits limits,
        byte[] scramSecret) {
    public ListenerConfig {
        if (kind == ListenerKind.SUBMISSIONS && tls.isEmpty()) {
            throw new IllegalArgumentException("a listener with TLS from the first octet needs a certificate");
        }
        scramSecret = scramSecret.clone();
    }

    /** Without TLS and proxies, with default limits and a secret of its own. */
    public static ListenerConfig plain(ListenerKind kind, InetSocketAddress address, String hostname) {
        return new ListenerConfig(
                kind, address, hostname, Optional.empty(), CidrSet.NONE, SmtpLimits.DEFAULT, newSecret());
    }

    /** With a certificate, without proxies, with default limits and a secret of its own. */
    public static ListenerConfig of(ListenerKind kind, InetSocketAddress address, String hostname, ServerTls tls) {
        return new ListenerConfig(
                kind, address, hostname, Optional.of(tls), CidrSet.NONE, SmtpLimits.DEFAULT, newSecret());
    }

    public ListenerConfig withTls(ServerTls server) {
        return new ListenerConfig(kind, address, hostname, Optional.of(server), proxies, limits, scramSecret);
    }

    public ListenerConfig withProxies(CidrSet trusted) {
        return new ListenerConfig(kind, address, hostname, tls, trusted, limits, scramSecret);
    }

    public ListenerConfig withLimits(SmtpLimits other) {
        return new ListenerConfig(kind, address, hostname, tls, proxies, other, scramSecret);
    }

    public ListenerConfig withScramSecret(byte[] secret) {
        return new ListenerConfig(kind, address, hostname, tls, proxies, limits, secret);
    }

    private static byte[] newSecret() {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        return secret;
    }

    @Override
    public String toString() {
        return "ListenerConfig[" + kind + " " + address + "]";
    }
}
