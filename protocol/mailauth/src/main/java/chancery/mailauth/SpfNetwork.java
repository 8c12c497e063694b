package chancery.mailauth;

import chancery.mail.SyntaxException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * A network as ip4 and ip6 give it (RFC 7208 §5.6). An IPv6 network never holds an IPv4 address, be it written as
 * mapped or not.
 */
public final class SpfNetwork {
    private static final int MAPPED_PREFIX = 12;
    private static final Pattern IP6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");

    private final byte[] octets;
    private final int prefix;

    SpfNetwork(byte[] octets, int prefix) {
        this.octets = octets.clone();
        this.prefix = prefix;
    }

    static byte[] ip4(String text, int offset) throws SyntaxException {
        String[] parts = text.split("\\.", -1);
        byte[] octets = new byte[4];
        boolean right = parts.length == octets.length;
        for (int i = 0; right && i < octets.length; i++) {
            // RFC 7208 §5.6: no leading zeros
            int value = Cursor.number(parts[i]);
            right = value >= 0 && value <= 255;
            octets[i] = (byte) value;
        }
        if (!right) {
            throw new SyntaxException("IPv4 address expected", offset);
        }
        return octets;
    }

    static byte[] ip6(String text, int offset) throws SyntaxException {
        if (IP6.matcher(text).matches() && text.contains(":")) {
            try {
                // only digits, colons and dots are left, so that this never asks the DNS
                byte[] octets = InetAddress.getByName("[" + text + "]").getAddress();
                return octets.length == 4 ? mapped(octets) : octets;
            } catch (UnknownHostException e) {
                throw new SyntaxException("IPv6 address expected", offset);
            }
        }
        throw new SyntaxException("IPv6 address expected", offset);
    }

    private static byte[] mapped(byte[] four) {
        byte[] octets = new byte[MAPPED_PREFIX + four.length];
        Arrays.fill(octets, MAPPED_PREFIX - 2, MAPPED_PREFIX, (byte) 0xff);
        System.arraycopy(four, 0, octets, MAPPED_PREFIX, four.length);
        return octets;
    }

    /** True when the address is of the same family and its leading bits are those of the network. */
    public boolean contains(InetAddress address) {
        byte[] other = address.getAddress();
        if (other.length != octets.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit += Byte.SIZE) {
            int mask = 0xff << Math.max(0, Byte.SIZE - (prefix - bit));
            if (((octets[bit / Byte.SIZE] ^ other[bit / Byte.SIZE]) & mask & 0xff) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Leading bits that count. */
    public int prefix() {
        return prefix;
    }

    public boolean isIp6() {
        return octets.length > 4;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SpfNetwork n && n.prefix == prefix && Arrays.equals(n.octets, octets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(octets) * 31 + prefix;
    }

    @Override
    public String toString() {
        try {
            return InetAddress.getByAddress(octets).getHostAddress() + "/" + prefix;
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four or sixteen octets", e);
        }
    }
}
