package chancery.smtp;

import java.util.Set;

/** What a connection shall do about TLS. */
public sealed interface SmtpClientTls {
    /** No TLS, not even when offered. */
    record Clear() implements SmtpClientTls {}

    /**
     * TLS when offered; the certificate is noted, not checked (RFC 7435 §3).
     *
     * @param serverName sent as SNI when it is a host name
     */
    record Opportunistic(String serverName) implements SmtpClientTls {}

    /**
     * TLS with a certificate that leads to a trust anchor and carries one of {@code names}, else no session.
     *
     * @param serverName sent as SNI when it is a host name
     * @param names host names in A-labels, IP addresses, or {@code .example.com} for any name below it
     */
    record Verified(String serverName, Set<String> names) implements SmtpClientTls {
        public Verified {
            names = Set.copyOf(names);
            if (names.isEmpty()) {
                throw new IllegalArgumentException("verified TLS needs a name");
            }
        }
    }
}
