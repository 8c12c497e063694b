package chancery.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mail.SmtpReply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How connections begin badly and how they end. */
class SessionEndsTest {
    @Test
    void aRefusedClientMayStillSayQuit() throws IOException {
        try (var server = TestServer.of(ListenerKind.MX)) {
            server.service.greeting = new Greeting.Refuse(SmtpReply.of(554, "5.7.1", "No service for you"));
            try (TestClient client = server.connect()) {
                assertThat(client.reply()).isEqualTo("554 No service for you");
                assertThat(client.command("EHLO client.example")).startsWith("503 5.5.1");
                assertThat(client.command("QUIT")).startsWith("221 ");
                assertThat(client.rest()).isEmpty();
            }
            server.service.greeting = new Greeting.Refuse(SmtpReply.of(421, "4.7.0", "Later"));
            try (TestClient client = server.connect()) {
                assertThat(client.rest()).isEqualTo("421 Later\r\n");
            }
        }
    }

    @Test
    void aFailingServiceSendsClientsAwayForNow() throws IOException {
        try (var server = TestServer.of(ListenerKind.MX)) {
            server.service.openFault = "asked for";
            try (TestClient client = server.connect()) {
                assertThat(client.rest()).startsWith("421 ");
            }
            server.service.openFault = "";
            try (TestClient client = server.greeted()) {
                assertThat(client.command("MAIL FROM:<fault@client.example>")).startsWith("451 4.3.0");
                assertThat(server.service.events).contains("fault");
            }
        }
    }

    @Test
    void aConnectionLostWithinTheContentKeepsNothing() throws Exception {
        try (var server = TestServer.of(ListenerKind.MX)) {
            try (TestClient client = server.inData()) {
                client.send("half a mail\r\n");
            }
            server.listener.stop(java.time.Duration.ofSeconds(10));
            assertThat(server.service.mails).isEmpty();
            assertThat(server.service.events).containsSubsequence("abort", "reset", "closed");
        }
    }

    @Test
    @Timeout(30)
    void aClientThatGoesOnTalkingAfterTheLastReplyIsNotListenedToForLong() throws IOException {
        try (var server = TestServer.of(ListenerKind.MX);
                TestClient client = server.greeted()) {
            client.send("NOOP\n");
            assertThat(client.reply()).startsWith("500 ");
            boolean open = true;
            while (open) {
                try {
                    client.send("x");
                } catch (IOException e) {
                    open = false;
                }
            }
            assertThat(open).isFalse();
        }
    }

    @Test
    void theEndIsSaidInTlsToo() throws IOException {
        try (var server = TestServer.of(ListenerKind.SUBMISSIONS);
                var plain = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            plain.setSoTimeout(TestClient.PATIENCE_MILLIS);
            try (SSLSocket tls = TestServer.tls().start(plain, "mx.example")) {
                tls.getOutputStream().write("QUIT\r\n".getBytes(StandardCharsets.US_ASCII));
                // a cut without close_notify is an exception here
                assertThat(new String(tls.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                        .endsWith("221 2.0.0 Bye\r\n");
            }
        }
    }
}
