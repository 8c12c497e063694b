package chancery.net;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.ConcurrentHashMap;

/** Counts what each address holds at this moment, and refuses beyond a limit. An IPv6 address counts by its /64. */
public final class AddressLimiter {
    private final ConcurrentHashMap<String, Integer> held = new ConcurrentHashMap<>();
    private final int most;

    /** @param most at the same time for one address */
    public AddressLimiter(int most) {
        this.most = most;
    }

    /** True when one more is fine; each true needs one {@link #release}. */
    public boolean acquire(InetAddress address) {
        boolean[] granted = {false};
        held.compute(key(address), (key, count) -> {
            int now = count == null ? 0 : count;
            granted[0] = now < most;
            return granted[0] ? now + 1 : now;
        });
        return granted[0];
    }

    /** Gives back what {@link #acquire} granted. */
    @SuppressWarnings("NullAway") // null takes the entry out of the map
    public void release(InetAddress address) {
        held.computeIfPresent(key(address), (key, count) -> count > 1 ? count - 1 : null);
    }

    private static String key(InetAddress address) {
        byte[] octets = address.getAddress();
        // one customer of an access provider has a whole /64
        return HexFormat.of().formatHex(octets.length == 16 ? Arrays.copyOf(octets, 8) : octets);
    }
}
