package chancery.config;

import java.util.regex.Pattern;

/**
 * A host and its port, written {@code host:port}; an IPv6 address in brackets: {@code [2001:db8::1]:25}.
 *
 * @param host a name or an address, without brackets
 * @param port 0 to 65535
 */
public record HostPort(String host, int port) {
    private static final Pattern FORM = Pattern.compile("(?:\\[([0-9A-Fa-f:.%]+)]|([^\\s:\\[\\]/]+)):(\\d{1,5})");

    public HostPort {
        if (host.isEmpty() || port < 0 || port > 65535) {
            throw new IllegalArgumentException("a host and a port from 0 to 65535 are needed");
        }
    }

    /** Reads the written form; throws {@link IllegalArgumentException} with a sentence for a person. */
    public static HostPort parse(String text) {
        var found = FORM.matcher(text.strip());
        if (!found.matches() || Integer.parseInt(found.group(3)) > 65535) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not host:port; write for example 192.0.2.1:25, mail.example.org:25 or"
                            + " [2001:db8::1]:25");
        }
        var host = found.group(1) == null ? found.group(2) : found.group(1);
        return new HostPort(host, Integer.parseInt(found.group(3)));
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
