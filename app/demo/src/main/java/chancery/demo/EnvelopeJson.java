package chancery.demo;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** The envelope of an arrived mail as JSON. */
final class EnvelopeJson {
    private EnvelopeJson() {}

    static String write(String sender, List<String> recipients, String tls, Instant at) {
        String to = recipients.stream().map(EnvelopeJson::quote).collect(Collectors.joining(", "));
        return """
                {
                  "sender": %s,
                  "recipients": [%s],
                  "tls": %s,
                  "received": %s
                }
                """.formatted(quote(sender), to, quote(tls), quote(at.toString()));
    }

    private static String quote(String text) {
        var out = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                out.append('\\').append((char) c);
            } else if (c < ' ') {
                out.append("\\u%04x".formatted(c));
            } else {
                out.append((char) c);
            }
        });
        return out.append('"').toString();
    }
}
