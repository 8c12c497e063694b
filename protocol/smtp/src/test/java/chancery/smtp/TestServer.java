package chancery.smtp;

import chancery.net.ClientTls;
import chancery.net.TlsContexts;
import chancery.testkit.TestCa;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.UnaryOperator;

/** A listener on loopback with a certificate for mx.example and a service that remembers. */
final class TestServer implements AutoCloseable {
    static final TestCa CA = TestCa.create();
    private static final chancery.testkit.TestCertificate CERTIFICATE = CA.server("mx.example", "127.0.0.1");

    final RecordingService service = new RecordingService();
    final SmtpListener listener;

    TestServer(ListenerKind kind, UnaryOperator<ListenerConfig> change) {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        ListenerConfig config =
                ListenerConfig.of(kind, address, "mx.example", TlsContexts.server(CERTIFICATE.keyStore()));
        listener = SmtpListener.start(change.apply(config), service);
    }

    static TestServer of(ListenerKind kind) {
        return new TestServer(kind, config -> config);
    }

    static TestServer withLimits(SmtpLimits limits) {
        return new TestServer(ListenerKind.MX, config -> config.withLimits(limits));
    }

    static ClientTls tls() {
        return TlsContexts.verified(List.of(CA.certificate()));
    }

    int port() {
        return listener.localAddress().getPort();
    }

    /** Connected, greeting not read yet. */
    TestClient connect() throws IOException {
        return new TestClient(listener.localAddress());
    }

    /** Connected, greeted, EHLO said. */
    TestClient greeted() throws IOException {
        TestClient client = connect();
        client.reply();
        client.command("EHLO client.example");
        return client;
    }

    /** Greeted, STARTTLS done, EHLO said again. */
    TestClient encrypted() throws IOException {
        TestClient client = greeted();
        client.command("STARTTLS");
        client.startTls(tls(), "mx.example");
        client.command("EHLO client.example");
        return client;
    }

    /** Greeted and waiting for the content of a mail to rcpt@ours.example. */
    TestClient inData() throws IOException {
        TestClient client = greeted();
        client.command("MAIL FROM:<sender@client.example>");
        client.command("RCPT TO:<rcpt@ours.example>");
        client.command("DATA");
        return client;
    }

    @Override
    public void close() {
        listener.close();
    }
}
