package chancery.flow;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;

/** Writes our Received field (RFC 5321 §4.4). */
final class TraceField {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private TraceField() {}

    /**
     * The complete field with its line end. For mail of the tenant's own people the FROM clause is left out: the
     * sender's device address never leaves with the mail. No FOR clause, which would tell one recipient of another
     * (RFC 5321 §7.2).
     */
    static byte[] write(String hostname, Trace trace, Origin origin, UUID id, Instant at) {
        var field = new StringBuilder(200).append("Received: ");
        if (showsPeer(origin)) {
            field.append("from ").append(trace.helo());
            trace.peer()
                    .ifPresent(peer -> field.append(" (").append(literal(peer)).append(")"));
            field.append("\r\n ");
        }
        field.append("by ").append(hostname).append(" with ").append(trace.protocol());
        field.append(" id ").append(id);
        trace.tls().ifPresent(tls -> field.append("\r\n (").append(tls).append(")"));
        field.append(";\r\n ").append(DATE.format(at)).append("\r\n");
        return field.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static boolean showsPeer(Origin origin) {
        return switch (origin) {
            case Origin.Outside outside -> true;
            case Origin.RelayHost relay -> true;
            case Origin.Account account -> false;
            case Origin.Portal portal -> false;
        };
    }

    private static String literal(InetAddress peer) {
        String text = peer.getHostAddress();
        int zone = text.indexOf('%');
        String address = zone < 0 ? text : text.substring(0, zone);
        return peer instanceof Inet6Address ? "[IPv6:" + address + "]" : "[" + address + "]";
    }
}
