package chancery.net;

import chancery.mail.SyntaxException;

/**
 * A host and a TCP or UDP port, as written in configuration.
 *
 * @param host name or IP address, without brackets
 * @param port 1 to 65535
 */
public record HostPort(String host, int port) {
    public HostPort {
        if (host.isEmpty() || port < 1 || port > 65_535) {
            throw new IllegalArgumentException("not a host and a port");
        }
    }

    /** Reads {@code mx.example:25}, {@code mx.example}, {@code 192.0.2.1:25}, {@code [2001:db8::1]:25} or a bare IPv6 address. */
    public static HostPort parse(String text, int defaultPort) throws SyntaxException {
        boolean bare = text.indexOf(':') >= 0 && text.indexOf(':') != text.lastIndexOf(':') && !text.startsWith("[");
        if (bare) {
            return checked(text, Integer.toString(defaultPort), 0);
        }
        int hostEnd = text.startsWith("[") ? text.indexOf(']') + 1 : text.indexOf(':');
        if (text.startsWith("[") && hostEnd == 0) {
            throw new SyntaxException("bracket without end", 0);
        }
        if (hostEnd < 0 || hostEnd == text.length()) {
            return checked(withoutBrackets(text), Integer.toString(defaultPort), 0);
        }
        if (text.charAt(hostEnd) != ':') {
            throw new SyntaxException("colon and port expected", hostEnd);
        }
        return checked(withoutBrackets(text.substring(0, hostEnd)), text.substring(hostEnd + 1), hostEnd + 1);
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static HostPort checked(String host, String port, int position) throws SyntaxException {
        if (!host.matches("[A-Za-z0-9._:%-]{1,255}")) {
            throw new SyntaxException("host name or IP address expected", 0);
        }
        if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) < 1 || Integer.parseInt(port) > 65_535) {
            throw new SyntaxException("port from 1 to 65535 expected", position);
        }
        return new HostPort(host, Integer.parseInt(port));
    }

    /** The form that {@link #parse} reads. */
    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
