package chancery.inbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chancery.mail.SyntaxException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InboundServiceTest {
    private final RunningInbound inbound;

    InboundServiceTest() throws SyntaxException {
        inbound = new RunningInbound();
    }

    @BeforeAll
    void listening() {
        assertTrue(inbound.mx().getPort() > 0);
    }

    @AfterAll
    void close() throws InterruptedException {
        inbound.close();
    }

    private Wire mx() throws IOException {
        return new Wire(inbound.mx(), Optional.empty());
    }

    private Wire submission() throws IOException {
        return new Wire(inbound.submissions(), RunningInbound.tls());
    }

    private static String plain(String authorization, String name, String password) {
        byte[] octets = (authorization + "\0" + name + "\0" + password).getBytes(StandardCharsets.UTF_8);
        return "AUTH PLAIN " + Base64.getEncoder().encodeToString(octets);
    }

    @ParameterizedTest(name = "from <{0}> to <{1}>: {2}")
    @CsvSource({
        "x@else.example, y@third.example, 550 5.7.1",
        "x@else.example, anna@clinic.example, 250 2.1.5",
        "'', anna@clinic.example, 250 2.1.5",
        "anna@clinic.example, y@third.example, 250 2.1.5",
        "x@else.example, Postmaster, 250 2.1.5",
        "x@else.example, postmaster@mx.clinic.example, 250 2.1.5",
        "x@else.example, other@mx.clinic.example, 550 5.7.1",
        "anna@sub.clinic.example, y@third.example, 550 5.7.1"
    })
    void mailGoesToOwnDomainsFromAnyoneAndElsewhereFromOwnServersAlone(String from, String to, String reply)
            throws IOException {
        try (Wire wire = mx()) {
            assertEquals("250 2.1.0", wire.say("MAIL FROM:<" + from + ">"));
            assertEquals(reply, wire.say("RCPT TO:<" + to + ">"));
        }
    }

    @Test
    void aRefusedRecipientIsNotPartOfTheMail() throws IOException {
        try (Wire wire = mx()) {
            wire.say("MAIL FROM:<x@else.example>");
            assertEquals("550 5.7.1", wire.say("RCPT TO:<y@third.example>"));
            assertEquals("250 2.1.5", wire.say("RCPT TO:<anna@clinic.example>"));
            wire.say("DATA");
            inbound.answered.clear();
            assertEquals("250 2.0.0", wire.say("Subject: a\r\n\r\nbody\r\n."));
            assertEquals(List.of(250), List.copyOf(inbound.answered));
        }
    }

    @Test
    void whatOneTransactionMayDoDoesNotReachTheNext() throws IOException {
        try (Wire wire = mx()) {
            wire.say("MAIL FROM:<anna@clinic.example>");
            assertEquals("250 2.1.5", wire.say("RCPT TO:<y@third.example>"));
            wire.say("RSET");
            wire.say("MAIL FROM:<x@else.example>");
            assertEquals("550 5.7.1", wire.say("RCPT TO:<y@third.example>"));
        }
    }

    @Test
    void submissionWithoutAuthenticationIsRefused() throws IOException {
        try (Wire wire = submission()) {
            assertEquals("530 5.7.0", wire.say("MAIL FROM:<anna@clinic.example>"));
        }
    }

    @ParameterizedTest(name = "as anna from <{0}>: {1}")
    @CsvSource({
        "anna@clinic.example, 250 2.1.0",
        "Anna@CLINIC.example, 250 2.1.0",
        "'', 250 2.1.0",
        "berta@clinic.example, 553 5.7.1",
        "anna@else.example, 553 5.7.1"
    })
    void aPersonSendsFromTheOwnAddressAlone(String from, String reply) throws IOException {
        try (Wire wire = submission()) {
            assertEquals("235 2.7.0", wire.say(plain("", "anna@clinic.example", RunningInbound.PASSWORD)));
            assertEquals(reply, wire.say("MAIL FROM:<" + from + ">"));
        }
    }

    @Test
    void aPersonsMailToAnyoneIsTaken() throws IOException {
        try (Wire wire = submission()) {
            wire.say(plain("", "anna@clinic.example", RunningInbound.PASSWORD));
            wire.say("MAIL FROM:<anna@clinic.example>");
            assertEquals("250 2.1.5", wire.say("RCPT TO:<y@third.example>"));
            wire.say("DATA");
            assertEquals("250 2.0.0", wire.say("Subject: a\r\n\r\nbody\r\n."));
        }
    }

    @ParameterizedTest(name = "{0} for <{1}>")
    @CsvSource({
        "nobody@clinic.example, '', correct horse battery",
        "anna@clinic.example, '', wrong",
        "anna@clinic.example, berta@clinic.example, correct horse battery"
    })
    void whoIsNotProvenStaysOutside(String name, String authorization, String password) throws IOException {
        try (Wire wire = submission()) {
            assertEquals("535 5.7.8", wire.say(plain(authorization, name, password)));
            assertEquals("530 5.7.0", wire.say("MAIL FROM:<anna@clinic.example>"));
        }
    }
}
