package chancery.net;

import java.net.Inet4Address;
import java.net.InetAddress;

/** Tells addresses of the public Internet from those that lead into a network of one's own (RFC 6890 §2.2). */
public final class PublicAddress {
    private PublicAddress() {}

    /** True when the address is global; IPv6 forms that carry an IPv4 address never are, since they lead there. */
    public static boolean is(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] octets = address.getAddress();
        int first = octets[0] & 0xff;
        int second = octets[1] & 0xff;
        int third = octets[2] & 0xff;
        return address instanceof Inet4Address ? is(first, second, third) : isGlobal6(first, second, third, octets);
    }

    private static boolean is(int first, int second, int third) {
        return switch (first) {
            case 0 -> false;
            case 100 -> second < 64 || second > 127;
            case 192 -> !(second == 0 && (third == 0 || third == 2)) && !(second == 88 && third == 99);
            case 198 -> second != 18 && second != 19 && !(second == 51 && third == 100);
            case 203 -> !(second == 0 && third == 113);
            default -> first < 240;
        };
    }

    // 2000::/3 is what is given out (RFC 4291 §2.4), without Teredo, documentation and 6to4
    private static boolean isGlobal6(int first, int second, int third, byte[] octets) {
        boolean given = (first & 0xe0) == 0x20;
        boolean special =
                first == 0x20 && second == 0x01 && (third < 2 || (third == 0x0d && (octets[3] & 0xff) == 0xb8));
        boolean sixToFour = first == 0x20 && second == 0x02;
        boolean documentation = first == 0x3f && second == 0xff;
        return given && !special && !sixToFour && !documentation;
    }
}
