package chancery.net;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mail.SyntaxException;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;

/** The header of a proxy: addresses, none, or a refusal; never more than its bound is read. */
class ProxyProtocolFuzzTest {
    private static final int MOST_OCTETS = 16 + 4_096;

    @FuzzTest(maxDuration = "5m")
    void header(byte[] input) throws IOException {
        var in = new ByteArrayInputStream(input);
        try {
            var addresses = ProxyProtocol.read(in);
            addresses.ifPresent(a -> {
                assertThat(a.source().isUnresolved()).isFalse();
                assertThat(a.destination().isUnresolved()).isFalse();
                assertThat(a.source().getAddress().getClass())
                        .isEqualTo(a.destination().getAddress().getClass());
            });
        } catch (SyntaxException e) {
            assertThat(e.position()).isNotNegative();
        } catch (EOFException e) {
            assertThat(in.available()).isZero();
        }
        assertThat(input.length - in.available()).isLessThanOrEqualTo(MOST_OCTETS);
    }
}
