package chancery.mailauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chancery.mail.SyntaxException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SpfRecordParser and MacroStringParser: what is read, and where a fault is seen. */
class SpfRecordTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no version|spf1 -all|0",
                "version runs on|v=spf10|0",
                "unknown mechanism|v=spf1 a foo|12",
                "empty include|v=spf1 include:|15",
                "no argument|v=spf1 include|14",
                "single label|v=spf1 a:localhost|9",
                "top label of digits|v=spf1 a:example.123|9",
                "octet too large|v=spf1 ip4:1.2.3.256|11",
                "leading zero|v=spf1 ip4:01.2.3.4|11",
                "prefix too long|v=spf1 ip4:1.2.3.4/33|19",
                "prefix with zero in front|v=spf1 ip4:1.2.3.4/08|19",
                "no IPv6|v=spf1 ip6:1.2.3.4|11",
                "macro only for explanations|v=spf1 exists:%{c}.a.example|16",
                "zero labels|v=spf1 exists:%{d0}.a.example|17",
                "two redirects|v=spf1 redirect=a.example redirect=b.example|35",
                "qualified modifier|v=spf1 -redirect=a.example|7",
                "all with more|v=spf1 all:a.example|10",
                "tab|'v=spf1 a\tmx'|8",
            })
    void aFaultHasAPlace(String name, String record, int position) {
        assertThatThrownBy(() -> SpfRecord.parse(record))
                .isInstanceOfSatisfying(
                        SyntaxException.class,
                        e -> assertThat(e.position()).as(name).isEqualTo(position));
    }

    @Test
    void termsThatAskTheDnsAreCounted() throws SyntaxException {
        var record = SpfRecord.parse("v=spf1 a mx ip4:192.0.2.0/24 include:a.example exists:%{i}.b.example ?ptr"
                + " redirect=c.example exp=d.example foo=%{i}");
        assertThat(record.lookupTerms()).isEqualTo(6);
        assertThat(SpfRecord.parse("v=spf1 a -all redirect=c.example").lookupTerms())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.0, 24, 192.0.2.255, true",
        "192.0.2.0, 24, 192.0.3.0, false",
        "192.0.2.128, 25, 192.0.2.127, false",
        "192.0.2.1, 0, 203.0.113.1, true",
        "192.0.2.1, 32, 192.0.2.1, true",
        "192.0.2.1, 31, 192.0.2.0, true",
        "192.0.2.1, 0, 2001:db8::1, false",
    })
    void networks(String address, int prefix, String client, boolean within) throws SyntaxException {
        var network = new SpfNetwork(SpfNetwork.ip4(address, 0), prefix);
        assertThat(network.contains(InetAddress.ofLiteral(client))).isEqualTo(within);
    }

    @Test
    void aMappedNetworkIsNotIp4() throws SyntaxException, UnknownHostException {
        var mapped = new SpfNetwork(SpfNetwork.ip6("::ffff:192.0.2.1", 0), 128);
        assertThat(mapped.isIp6()).isTrue();
        assertThat(mapped.contains(InetAddress.getByName("192.0.2.1"))).isFalse();
    }
}
