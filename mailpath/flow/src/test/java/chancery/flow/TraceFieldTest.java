package chancery.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceFieldTest {
    private static final UUID ID = UUID.fromString("0193a0e0-0000-7000-8000-000000000009");

    private static String field(String origin, String peer) throws UnknownHostException {
        var trace = new Trace(
                "device.example",
                Optional.of(InetAddress.getByName(peer)),
                "ESMTPS",
                Optional.of("TLSv1.3 TLS_AES_128_GCM_SHA256"));
        byte[] field = TraceField.write("mx.example", trace, Letters.origin(origin, Letters.TENANT), ID, Letters.NOW);
        return new String(field, StandardCharsets.US_ASCII);
    }

    @ParameterizedTest(name = "{0} from {1}")
    @CsvSource({
        "outside, 192.0.2.7, [192.0.2.7]",
        "relay-host, 192.0.2.7, [192.0.2.7]",
        "outside, 2001:db8::7, [IPv6:2001:db8:0:0:0:0:0:7]"
    })
    void aServersAddressIsShown(String origin, String peer, String literal) throws UnknownHostException {
        String field = field(origin, peer);
        assertTrue(field.startsWith("Received: from device.example (" + literal + ")\r\n by mx.example "), field);
    }

    @ParameterizedTest(name = "{0} from {1}")
    @CsvSource({"account, 192.0.2.7", "portal, 192.0.2.7", "account, 2001:db8::7"})
    void aPersonsDeviceIsNotShown(String origin, String peer) throws UnknownHostException {
        String field = field(origin, peer);
        assertFalse(field.contains("192.0.2.7"), field);
        assertFalse(field.contains("2001:db8"), field);
        assertFalse(field.contains("device.example"), field);
        assertTrue(field.startsWith("Received: by mx.example with ESMTPS id " + ID), field);
    }

    @Test
    void theFieldIsCompleteAndNamesNoRecipient() throws UnknownHostException {
        String expected = "Received: from device.example ([192.0.2.7])\r\n by mx.example with ESMTPS id " + ID
                + "\r\n (TLSv1.3 TLS_AES_128_GCM_SHA256);\r\n Sun, 1 Nov 2026 08:00:00 +0000\r\n";
        assertEquals(expected, field("outside", "192.0.2.7"));
    }
}
