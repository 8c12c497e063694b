package chancery.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CodeThrottleTest {
    @Test
    void oneNetworkIsHeldUpAndOthersAreNot() {
        PortalStand.HandClock clock = new PortalStand.HandClock();
        CodeThrottle throttle = new CodeThrottle(clock);
        for (int i = 0; i < CodeThrottle.PER_WINDOW; i++) {
            assertThat(throttle.admits("2001:db8:1:2:0:0:0:" + i)).isTrue();
        }
        assertThat(throttle.admits("2001:db8:1:2:ffff:0:0:1")).isFalse();
        assertThat(throttle.admits("2001:db8:1:3:0:0:0:1")).isTrue();
        assertThat(throttle.admits("192.0.2.1")).isTrue();
        clock.advance(CodeThrottle.WINDOW.plus(Duration.ofSeconds(1)));
        assertThat(throttle.admits("2001:db8:1:2:0:0:0:1")).isTrue();
    }
}
