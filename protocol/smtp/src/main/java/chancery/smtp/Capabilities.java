package chancery.smtp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The reply to EHLO; made once for each state in which it differs. */
final class Capabilities {
    private final byte[] clear;
    private final byte[] encrypted;
    private final byte[] authenticated;

    Capabilities(ListenerConfig config) {
        boolean tls = config.tls().isPresent();
        boolean auth = config.kind().authenticates();
        clear = lines(config, tls, false, false);
        encrypted = lines(config, false, true, auth);
        authenticated = lines(config, false, true, false);
    }

    byte[] ehlo(ConnectionFacts facts) {
        if (facts.tls().isEmpty()) {
            return clear;
        }
        return facts.identity().isPresent() ? authenticated : encrypted;
    }

    private static byte[] lines(ListenerConfig config, boolean startTls, boolean encrypted, boolean auth) {
        SmtpLimits limits = config.limits();
        var keywords = new ArrayList<>(List.of(
                "PIPELINING",
                "SIZE " + limits.content().size(),
                "8BITMIME",
                "SMTPUTF8",
                "CHUNKING",
                "DSN",
                "ENHANCEDSTATUSCODES"));
        if (startTls) {
            keywords.add("STARTTLS");
        }
        if (encrypted) {
            // RFC 8689 §2: only once TLS is on
            keywords.add("REQUIRETLS");
        }
        if (auth) {
            keywords.add("AUTH SCRAM-SHA-256 PLAIN");
        }
        keywords.add("LIMITS RCPTMAX=" + limits.session().recipients() + " MAILMAX="
                + limits.session().transactions());
        keywords.add("HELP");
        var reply = new StringBuilder("250-" + config.hostname() + "\r\n");
        for (int i = 0; i < keywords.size(); i++) {
            reply.append(i < keywords.size() - 1 ? "250-" : "250 ")
                    .append(keywords.get(i))
                    .append("\r\n");
        }
        return reply.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
