package chancery.net;

import chancery.mail.SyntaxException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The header that a load balancer puts in front of a connection to tell whose it is: version 1 as a line of text,
 * version 2 in binary. Anyone could write one, so it is read from named proxies only, and there it is needed.
 */
public final class ProxyProtocol {
    private static final byte[] SIGNATURE = {'\r', '\n', '\r', '\n', 0, '\r', '\n', 'Q', 'U', 'I', 'T', '\n'};
    private static final int LONGEST_LINE = 107;
    private static final int MOST_OCTETS = 4_096;

    /** @param source the client as the proxy saw it */
    public record Addresses(InetSocketAddress source, InetSocketAddress destination) {}

    private ProxyProtocol() {}

    /**
     * Reads exactly the header and no octet behind it.
     *
     * @return empty when the proxy speaks for itself (a health check) or does not know: the connection's own addresses hold
     * @throws SyntaxException for anything else; the connection is of no use then
     */
    public static Optional<Addresses> read(InputStream in) throws IOException, SyntaxException {
        byte[] start = exactly(in, SIGNATURE.length);
        return Arrays.equals(start, SIGNATURE) ? binary(in) : text(in, start);
    }

    private static Optional<Addresses> text(InputStream in, byte[] start) throws IOException, SyntaxException {
        var line = new StringBuilder(new String(start, StandardCharsets.ISO_8859_1));
        if (!line.toString().startsWith("PROXY ")) {
            throw new SyntaxException("header of the PROXY protocol expected", 0);
        }
        while (line.charAt(line.length() - 1) != '\n') {
            if (line.length() == LONGEST_LINE) {
                throw new SyntaxException("line without end", LONGEST_LINE);
            }
            line.append((char) exactly(in, 1)[0]);
        }
        if (line.charAt(line.length() - 2) != '\r') {
            throw new SyntaxException("CR LF expected", line.length() - 1);
        }
        String[] words = line.substring(0, line.length() - 2).split(" ", -1);
        if (words[1].equals("UNKNOWN")) {
            return Optional.empty();
        }
        boolean known = words[1].equals("TCP4") || words[1].equals("TCP6");
        if (!known || words.length != 6) {
            throw new SyntaxException("protocol, two addresses and two ports expected", 6);
        }
        int octets = words[1].equals("TCP4") ? 4 : 16;
        return Optional.of(new Addresses(
                new InetSocketAddress(address(words[2], octets), port(words[4])),
                new InetSocketAddress(address(words[3], octets), port(words[5]))));
    }

    private static InetAddress address(String text, int octets) throws SyntaxException {
        String shape = octets == 4 ? "\\d{1,3}(\\.\\d{1,3}){3}" : "[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*";
        if (!text.matches(shape)) {
            throw new SyntaxException("address expected", 0);
        }
        // only digits, colons and dots are left, so that this never asks the DNS
        try {
            return InetAddress.getByName(text);
        } catch (java.net.UnknownHostException e) {
            throw new SyntaxException("address expected", 0);
        }
    }

    private static int port(String text) throws SyntaxException {
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65_535) {
            throw new SyntaxException("port expected", 0);
        }
        return Integer.parseInt(text);
    }

    private static Optional<Addresses> binary(InputStream in) throws IOException, SyntaxException {
        byte[] head = exactly(in, 4);
        int length = ((head[2] & 0xff) << 8) | (head[3] & 0xff);
        if (length > MOST_OCTETS) {
            throw new SyntaxException("header too long", 14);
        }
        byte[] body = exactly(in, length);
        return switch (head[0] & 0xff) {
            case 0x20 -> Optional.empty();
            case 0x21 -> addresses(head[1] & 0xff, body);
            default -> throw new SyntaxException("version 2 and a known command expected", 12);
        };
    }

    private static Optional<Addresses> addresses(int family, byte[] body) throws IOException, SyntaxException {
        int octets = switch (family) {
            case 0x11 -> 4;
            case 0x21 -> 16;
            default -> 0;
        };
        if (octets == 0) {
            return Optional.empty();
        }
        if (body.length < 2 * octets + 4) {
            throw new SyntaxException("two addresses and two ports expected", 16);
        }
        return Optional.of(new Addresses(
                socketAddress(body, 0, octets, 2 * octets), socketAddress(body, octets, octets, 2 * octets + 2)));
    }

    private static InetSocketAddress socketAddress(byte[] body, int at, int octets, int portAt) throws IOException {
        int port = ((body[portAt] & 0xff) << 8) | (body[portAt + 1] & 0xff);
        return new InetSocketAddress(InetAddress.getByAddress(Arrays.copyOfRange(body, at, at + octets)), port);
    }

    private static byte[] exactly(InputStream in, int count) throws IOException {
        byte[] octets = in.readNBytes(count);
        if (octets.length < count) {
            throw new EOFException();
        }
        return octets;
    }
}
