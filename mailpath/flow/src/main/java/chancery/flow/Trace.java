package chancery.flow;

import java.net.InetAddress;
import java.util.Optional;

/**
 * What the receiving session knows for the trace field (RFC 5321 §4.4).
 *
 * @param helo the argument of EHLO, already checked to be a domain or address literal
 * @param peer where the connection came from
 * @param protocol the WITH word of RFC 3848 §2, for example {@code ESMTPSA}
 * @param tls version and cipher, when the session was under TLS
 */
public record Trace(String helo, Optional<InetAddress> peer, String protocol, Optional<String> tls) {}
