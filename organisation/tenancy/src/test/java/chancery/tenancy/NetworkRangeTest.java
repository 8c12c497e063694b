package chancery.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chancery.mail.SyntaxException;
import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkRangeTest {
    @ParameterizedTest(name = "{1} in {0}: {2}")
    @CsvSource({
        "192.0.2.0/24, 192.0.2.255, true",
        "192.0.2.0/24, 192.0.3.0, false",
        "192.0.2.77/24, 192.0.2.1, true",
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.8, false",
        "10.0.0.0/8, 10.255.0.1, true",
        "192.0.2.128/25, 192.0.2.127, false",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/32, 2001:db9::1, false",
        "::1, ::1, true",
        "127.0.0.1, ::ffff:127.0.0.1, true",
        "127.0.0.0/8, ::1, false",
    })
    void anAddressIsInARangeOrNot(String range, String address, boolean inside) throws SyntaxException {
        assertThat(NetworkRange.parse(range).contains(InetAddress.ofLiteral(address)))
                .isEqualTo(inside);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "192.0.2",
                "192.0.2.0/33",
                "192.0.2.0/",
                "192.0.2.0/-1",
                "0.0.0.0/0",
                "::/0",
                "10.0.0.0/7",
                "192.0.2.0/24/24",
                "192.0.2.0/9999999999"
            })
    void whatIsNoRangeOrTooWideIsRefused(String text) {
        assertThatThrownBy(() -> NetworkRange.parse(text)).isInstanceOf(SyntaxException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.0/24", "2001:db8:0:0:0:0:0:0/32", "192.0.2.7/32"})
    void aRangeIsReadBackAsItIsWritten(String text) throws SyntaxException {
        assertThat(NetworkRange.parse(text)).hasToString(text);
    }
}
