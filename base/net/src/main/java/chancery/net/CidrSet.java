package chancery.net;

import chancery.mail.SyntaxException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Networks and single addresses, IPv4 and IPv6, to ask whether an address is inside. */
public final class CidrSet {
    /** Contains nothing. */
    public static final CidrSet NONE = new CidrSet(List.of());

    private final List<Network> networks;

    private record Network(byte[] address, int bits) {
        boolean contains(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            int whole = bits / 8;
            for (int i = 0; i < whole; i++) {
                if (address[i] != other[i]) {
                    return false;
                }
            }
            int rest = bits % 8;
            return rest == 0 || sameTop(whole, rest, other);
        }

        private boolean sameTop(int index, int count, byte[] other) {
            int mask = (0xff << (8 - count)) & 0xff;
            return ((address[index] ^ other[index]) & mask) == 0;
        }
    }

    private CidrSet(List<Network> networks) {
        this.networks = List.copyOf(networks);
    }

    /** Reads {@code 192.0.2.0/24}, {@code 2001:db8::/32} or single addresses; never asks the DNS. */
    public static CidrSet parse(Collection<String> texts) throws SyntaxException {
        var networks = new ArrayList<Network>();
        for (String text : texts) {
            networks.add(network(text.strip()));
        }
        return new CidrSet(networks);
    }

    /** Like {@link #parse(Collection)}. */
    public static CidrSet parse(String... texts) throws SyntaxException {
        return parse(List.of(texts));
    }

    private static Network network(String text) throws SyntaxException {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        byte[] octets = address(address);
        int most = octets.length * 8;
        if (slash < 0) {
            return new Network(octets, most);
        }
        String bits = text.substring(slash + 1);
        if (!bits.matches("\\d{1,3}") || Integer.parseInt(bits) > most) {
            throw new SyntaxException("prefix length from 0 to " + most + " expected", slash + 1);
        }
        return new Network(octets, Integer.parseInt(bits));
    }

    private static byte[] address(String text) throws SyntaxException {
        boolean v4 = text.matches("\\d{1,3}(\\.\\d{1,3}){3}");
        boolean v6 = text.indexOf(':') >= 0 && text.matches("[0-9A-Fa-f:.]{2,45}");
        if (!v4 && !v6) {
            throw new SyntaxException("IP address expected", 0);
        }
        try {
            // only digits, colons and dots are left, so that this never asks the DNS
            return InetAddress.getByName(text).getAddress();
        } catch (UnknownHostException e) {
            throw new SyntaxException("IP address expected", 0);
        }
    }

    /** An IPv4 address that came as IPv4-mapped IPv6 counts as IPv4, as the JDK unmaps it. */
    public boolean contains(InetAddress address) {
        byte[] octets = address.getAddress();
        return networks.stream().anyMatch(network -> network.contains(octets));
    }

    public boolean isEmpty() {
        return networks.isEmpty();
    }
}
