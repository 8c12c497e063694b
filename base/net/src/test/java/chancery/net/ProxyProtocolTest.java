package chancery.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chancery.mail.SyntaxException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyProtocolTest {
    private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";

    private static Optional<ProxyProtocol.Addresses> read(byte[] octets) throws IOException, SyntaxException {
        var in = new ByteArrayInputStream(octets);
        Optional<ProxyProtocol.Addresses> told = ProxyProtocol.read(in);
        assertThat(new String(in.readAllBytes(), StandardCharsets.US_ASCII)).isEqualTo("REST");
        return told;
    }

    private static byte[] with(byte[] header) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(header);
        out.writeBytes("REST".getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    private static byte[] text(String header) {
        return with(header.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] binary(String hex) {
        return with(HexFormat.of().parseHex(SIGNATURE + hex));
    }

    @Test
    void readsLines() throws Exception {
        ProxyProtocol.Addresses v4 =
                read(text("PROXY TCP4 192.0.2.7 198.51.100.1 40000 25\r\n")).orElseThrow();
        assertThat(v4.source().getHostString()).isEqualTo("192.0.2.7");
        assertThat(v4.source().getPort()).isEqualTo(40_000);
        assertThat(v4.destination().getPort()).isEqualTo(25);
        ProxyProtocol.Addresses v6 =
                read(text("PROXY TCP6 2001:db8::7 2001:db8::1 1 65535\r\n")).orElseThrow();
        assertThat(v6.source().getAddress().getAddress()).hasSize(16);
        assertThat(read(text("PROXY UNKNOWN\r\n"))).isEmpty();
        assertThat(read(text("PROXY UNKNOWN ffff::1 ffff::2 1 2\r\n"))).isEmpty();
    }

    @Test
    void readsBinary() throws Exception {
        ProxyProtocol.Addresses v4 =
                read(binary("2111000cc0000207c63364019c400019")).orElseThrow();
        assertThat(v4.source().getHostString()).isEqualTo("192.0.2.7");
        assertThat(v4.source().getPort()).isEqualTo(40_000);
        ProxyProtocol.Addresses v6 = read(binary("21210027" + "20010db8000000000000000000000007"
                        + "20010db8000000000000000000000001" + "00010019" + "040000"))
                .orElseThrow();
        assertThat(v6.destination().getPort()).isEqualTo(25);
        assertThat(read(binary("20000000"))).as("the proxy's own check").isEmpty();
        assertThat(read(binary("21000000"))).as("family not told").isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "EHLO client.example\r\n", "PROXY TCP4 192.0.2.7 198.51.100.1 40000\r\n",
                "PROXY TCP5 192.0.2.7 198.51.100.1 1 2\r\n", "PROXY TCP4 name.example 198.51.100.1 1 2\r\n",
                "PROXY TCP4 192.0.2.999 198.51.100.1 1 2\r\n", "PROXY TCP4 192.0.2.7 198.51.100.1 1 65536\r\n",
                "PROXY TCP4 192.0.2.7 198.51.100.1 1 2\n", "PROXY TCP6 1.2.3.4 1.2.3.4 1 2\r\n"
            })
    void badLinesAreRefused(String header) {
        assertThatThrownBy(() -> read(text(header))).isInstanceOf(SyntaxException.class);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "version 1,1111000cc0000207c63364019c400019",
        "unknown command,2211000cc0000207c63364019c400019",
        "too short for its family,2111000400000000",
        "too long,2111ffff"
    })
    void badBinaryIsRefused(String name, String hex) {
        assertThatThrownBy(() -> read(binary(hex))).isInstanceOf(SyntaxException.class);
    }

    @Test
    void anEndlessLineIsRefused() {
        assertThatThrownBy(() -> read(text("PROXY TCP4 " + "1".repeat(200)))).isInstanceOf(SyntaxException.class);
    }

    @Test
    void junkNeverBecomesAnAddress() {
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            byte[] octets = binary("2111000cc0000207c63364019c400019");
            octets[random.nextInt(16)] ^= (byte) (1 + random.nextInt(255));
            try {
                Optional<ProxyProtocol.Addresses> told = ProxyProtocol.read(new ByteArrayInputStream(octets));
                assertThat(octets[12] & 0xf0).isEqualTo(0x20);
                assertThat(told.isEmpty() || octets[13] == 0x11 || octets[13] == 0x21)
                        .isTrue();
            } catch (SyntaxException | EOFException e) {
                assertThat(e).hasMessageNotContaining("192.0.2.7");
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }
}
