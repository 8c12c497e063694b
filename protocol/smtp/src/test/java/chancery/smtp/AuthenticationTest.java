package chancery.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.junit.jupiter.api.Test;

/** AUTH over a real connection; the SCRAM client here is written from the RFC and not from the server's code. */
class AuthenticationTest {
    @Test
    void scramAuthenticatesAndTheServerProvesItselfToo() throws Exception {
        try (var server = TestServer.of(ListenerKind.SUBMISSION);
                TestClient client = server.encrypted()) {
            assertThat(scram(client, "user", "pencil")).startsWith("235 2.7.0");
            client.command("MAIL FROM:<a@ours.example>");
            client.command("RCPT TO:<b@other.example>");
            client.command("DATA");
            client.command("text\r\n.");
            ConnectionFacts facts = server.service.mails.getFirst().facts();
            assertThat(facts.identity()).contains("account-1");
            assertThat(facts.protocol(false)).isEqualTo("ESMTPSA");
            assertThat(facts.tls().orElseThrow().version()).isEqualTo("TLSv1.3");
        }
    }

    @Test
    void wrongPasswordAndUnknownNameLookTheSame() throws Exception {
        try (var server = TestServer.of(ListenerKind.SUBMISSION);
                TestClient client = server.encrypted()) {
            String wrong = scram(client, "user", "wrong");
            String unknown = scram(client, "ghost", "pencil");
            assertThat(wrong).startsWith("535 5.7.8").isEqualTo(unknown);
            assertThat(server.service.events).containsOnlyOnce("open 127.0.0.1").contains("failed SCRAM-SHA-256");
            assertThat(client.command("AUTH PLAIN AHVzZXIAcGVuY2ls")).startsWith("235");
        }
    }

    @Test
    void anEndlessAuthLineEndsInAReply() throws Exception {
        try (var server = TestServer.of(ListenerKind.SUBMISSION);
                TestClient client = server.encrypted()) {
            assertThat(client.command("AUTH PLAIN " + "A".repeat(20_000))).startsWith("500 5.5.6");
            assertThat(client.command("AUTH PLAIN")).startsWith("334");
            assertThat(client.command("A".repeat(20_000))).startsWith("500 5.5.6");
            assertThat(client.command("NOOP")).startsWith("250");
        }
    }

    private static String scram(TestClient client, String name, String password)
            throws IOException, GeneralSecurityException {
        String bare = "n=" + name + ",r=fyko+d2lbbFgONRv9qkxdawL";
        String first = client.command("AUTH SCRAM-SHA-256 " + base64("n,," + bare));
        assertThat(first).startsWith("334 ");
        String serverFirst = text(first);
        String[] parts = serverFirst.split(",");
        byte[] salt = Base64.getDecoder().decode(parts[1].substring(2));
        var spec = new PBEKeySpec(password.toCharArray(), salt, Integer.parseInt(parts[2].substring(2)), 256);
        byte[] salted = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                .generateSecret(spec)
                .getEncoded();
        byte[] clientKey = ScramCredential.hmac(salted, "Client Key");
        byte[] storedKey = MessageDigest.getInstance("SHA-256").digest(clientKey);
        String withoutProof = "c=biws," + parts[0];
        String message = bare + "," + serverFirst + "," + withoutProof;
        byte[] signature = ScramCredential.hmac(storedKey, message);
        for (int i = 0; i < signature.length; i++) {
            signature[i] ^= clientKey[i];
        }
        String answer =
                client.command(base64(withoutProof + ",p=" + Base64.getEncoder().encodeToString(signature)));
        if (!answer.startsWith("334 ")) {
            return answer;
        }
        byte[] expected = ScramCredential.hmac(ScramCredential.hmac(salted, "Server Key"), message);
        assertThat(text(answer)).isEqualTo("v=" + Base64.getEncoder().encodeToString(expected));
        return client.command("");
    }

    private static String text(String reply) {
        return new String(Base64.getDecoder().decode(reply.substring(4)), StandardCharsets.UTF_8);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
