package chancery.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AddressRateTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final AddressRate rate = new AddressRate(3, now::get);

    private boolean admit(String address) {
        try {
            return rate.admit(InetAddress.getByName(address));
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aMinutesWorthAtOnceAndThenItsShare() {
        assertThat(admit("192.0.2.1")).isTrue();
        assertThat(admit("192.0.2.1")).isTrue();
        assertThat(admit("192.0.2.1")).isTrue();
        assertThat(admit("192.0.2.1")).isFalse();
        assertThat(admit("192.0.2.2")).as("another client").isTrue();
        now.addAndGet(Duration.ofSeconds(20).toNanos());
        assertThat(admit("192.0.2.1")).isTrue();
        assertThat(admit("192.0.2.1")).as("what was refused did not count").isFalse();
        now.addAndGet(Duration.ofMinutes(5).toNanos());
        for (int i = 0; i < 3; i++) {
            assertThat(admit("192.0.2.1")).isTrue();
        }
        assertThat(admit("192.0.2.1"))
                .as("quiet time is not saved beyond a minute")
                .isFalse();
    }

    @Test
    void aWholeSubnetIsOneClient() {
        for (int i = 1; i <= 3; i++) {
            assertThat(admit("2001:db8::" + i)).isTrue();
        }
        assertThat(admit("2001:db8::ffff")).isFalse();
        assertThat(admit("2001:db8:0:1::1")).isTrue();
    }

    @Test
    void noLimit() throws UnknownHostException {
        var unlimited = new AddressRate(0);
        for (int i = 0; i < 1000; i++) {
            assertThat(unlimited.admit(InetAddress.getByName("192.0.2.1"))).isTrue();
        }
    }
}
