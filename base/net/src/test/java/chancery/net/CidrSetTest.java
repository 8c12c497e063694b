package chancery.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chancery.mail.SyntaxException;
import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrSetTest {
    @ParameterizedTest(name = "{1} in {0}: {2}")
    @CsvSource({
        "192.0.2.0/24,192.0.2.255,true",
        "192.0.2.0/24,192.0.3.0,false",
        "192.0.2.8/29,192.0.2.15,true",
        "192.0.2.8/29,192.0.2.16,false",
        "192.0.2.1,192.0.2.1,true",
        "192.0.2.1,192.0.2.2,false",
        "0.0.0.0/0,203.0.113.9,true",
        "0.0.0.0/0,2001:db8::1,false",
        "2001:db8::/33,2001:db8:7fff::1,true",
        "2001:db8::/33,2001:db8:8000::1,false",
        "::1,::1,true",
        "192.0.2.0/24,::ffff:192.0.2.7,true"
    })
    void contains(String network, String address, boolean inside) throws Exception {
        assertThat(CidrSet.parse("198.51.100.0/24", network).contains(InetAddress.getByName(address)))
                .isEqualTo(inside);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "host.example", "192.0.2.0/33", "192.0.2/24", "::1/129", "192.0.2.0/", "1.2.3.4/-1", "::g"})
    void refusesWhatIsNoNetwork(String text) {
        assertThatThrownBy(() -> CidrSet.parse(text)).isInstanceOf(SyntaxException.class);
    }
}
