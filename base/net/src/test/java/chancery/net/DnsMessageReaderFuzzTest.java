package chancery.net;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;

/** Whatever a server sends, a question gets one of the four answers, and its records are of the type asked for. */
@NullMarked
class DnsMessageReaderFuzzTest {
    private static final int[] TYPES = {1, 2, 5, 6, 12, 15, 16, 28, 33, 46, 52};

    @FuzzTest(maxDuration = "5m")
    void response(byte[] octets) throws IOException {
        Message message;
        try {
            message = new Message(octets);
        } catch (IOException notOne) {
            return;
        }
        for (var mode : DnssecMode.values()) {
            var reader = new DnsMessageReader(mode);
            var question = message.getQuestion();
            var name = question == null ? Name.root : question.getName();
            for (int type : TYPES) {
                var read = reader.read(message, name, type);
                assertThat(read.keep().isNegative()).isFalse();
                assertThat(read.answer().recordsOrNone())
                        .hasSizeLessThanOrEqualTo(1000)
                        .allMatch(r -> r.getType() == type);
                if (mode == DnssecMode.OFF) {
                    assertThat(read.answer().security()).isEqualTo(DnsSecurity.UNKNOWN);
                }
            }
            values(new TypedDnsResolver(
                    (n, type) -> reader.read(message, name, type).answer()));
        }
    }

    private static void values(DnsResolver dns) throws IOException {
        var any = "a.example";
        var answers = List.of(
                dns.mx(any),
                dns.addresses(any),
                dns.ipv4(any),
                dns.ipv6(any),
                dns.cname(any),
                dns.txt(any),
                dns.tlsa(any),
                dns.ptr(InetAddress.getByName("192.0.2.1")),
                dns.query(any, 6));
        assertThat(answers).doesNotContainNull();
    }
}
