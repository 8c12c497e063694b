package chancery.tenancy;

import chancery.mail.SyntaxException;
import java.net.InetAddress;
import java.util.Arrays;

/**
 * A range of IP addresses in CIDR notation (RFC 4632 §3.1), or one address. Ranges so wide that they could only make
 * an open relay (below /8, or /16 for IPv6) are refused.
 */
public record NetworkRange(InetAddress network, int prefix) {
    public NetworkRange {
        int bits = network.getAddress().length * 8;
        if (prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException("a prefix is 0 to " + bits + " bits");
        }
    }

    /** Reads {@code 192.0.2.0/24}, {@code 2001:db8::/32} or one address; never asks the DNS. */
    public static NetworkRange parse(String text) throws SyntaxException {
        int slash = text.indexOf('/');
        InetAddress address = literal(slash < 0 ? text : text.substring(0, slash));
        int bits = address.getAddress().length * 8;
        int prefix = slash < 0 ? bits : number(text.substring(slash + 1), slash + 1);
        if (prefix > bits) {
            throw new SyntaxException("a prefix of at most " + bits + " bits expected", slash + 1);
        }
        if (prefix < (bits == 32 ? 8 : 16)) {
            throw new SyntaxException("the range is so wide that it would make an open relay", slash + 1);
        }
        return new NetworkRange(masked(address, prefix), prefix);
    }

    public boolean contains(InetAddress client) {
        byte[] given = client.getAddress();
        byte[] own = network.getAddress();
        return given.length == own.length && Arrays.equals(mask(given, prefix), mask(own, prefix));
    }

    private static InetAddress literal(String text) throws SyntaxException {
        // the short forms of old (192.0.2 for 192.0.0.2) are refused: nobody means them
        boolean whole = text.contains(":") || text.matches("[0-9]+(\\.[0-9]+){3}");
        try {
            if (whole) {
                return InetAddress.ofLiteral(text);
            }
        } catch (IllegalArgumentException e) {
            throw notAnAddress();
        }
        throw notAnAddress();
    }

    private static SyntaxException notAnAddress() {
        return new SyntaxException("an IP address expected, for example 192.0.2.0/24", 0);
    }

    private static int number(String digits, int position) throws SyntaxException {
        if (!digits.matches("[0-9]{1,3}")) {
            throw new SyntaxException("the number of bits expected", position);
        }
        return Integer.parseInt(digits);
    }

    private static InetAddress masked(InetAddress address, int prefix) {
        try {
            return InetAddress.getByAddress(mask(address.getAddress(), prefix));
        } catch (java.net.UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] mask(byte[] address, int prefix) {
        byte[] out = address.clone();
        for (int i = 0; i < out.length; i++) {
            int bits = Math.clamp(prefix - i * 8, 0, 8);
            out[i] = (byte) (out[i] & (0xff00 >> bits));
        }
        return out;
    }

    @Override
    public String toString() {
        return network.getHostAddress() + "/" + prefix;
    }
}
