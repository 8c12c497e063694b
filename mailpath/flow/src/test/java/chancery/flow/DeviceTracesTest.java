package chancery.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import chancery.mail.SyntaxException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceTracesTest {
    private static final String KEPT_FIRST = "From: anna@clinic.example\r\n";
    private static final String KEPT_LAST = "Subject: folded\r\n subject\r\n\r\n";

    private static String removed(String origin, String header) throws SyntaxException {
        byte[] left = DeviceTraces.removeFor(Letters.origin(origin, Letters.TENANT), Letters.octets(header));
        return new String(left, StandardCharsets.US_ASCII);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "account, Received: from phone ([192.0.2.7])",
        "account, RECEIVED: from phone ([192.0.2.7])",
        "account, Bcc: hidden@else.example",
        "account, X-Originating-IP: [192.0.2.7]",
        "account, User-Agent: Program 1.0",
        "account, X-Mailer: Program 1.0",
        "portal, X-Sender-IP: 192.0.2.7"
    })
    void whatTellsOfADeviceIsTakenOutWithItsFoldedLines(String origin, String field) throws SyntaxException {
        assertEquals(KEPT_FIRST + KEPT_LAST, removed(origin, KEPT_FIRST + field + "\r\n folded on\r\n" + KEPT_LAST));
    }

    @ParameterizedTest
    @ValueSource(strings = {"relay-host", "outside"})
    void aServersMailIsLeftAsItIs(String origin) throws SyntaxException {
        String header = "Received: from a\r\nX-Mailer: Program\r\nBcc: x@y.example\r\n" + KEPT_LAST;
        assertEquals(header, removed(origin, header));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Subject: a\r\n\r\n", "Subject: a\r\n", "\r\n", ""})
    void aHeaderWithoutTracesIsNotRewritten(String header) throws SyntaxException {
        byte[] octets = Letters.octets(header);
        assertSame(octets, DeviceTraces.removeFor(Letters.origin("account", Letters.TENANT), octets));
    }
}
