package chancery.smtp;

import chancery.net.ClientTls;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Writes and reads octets; knows nothing of SMTP beyond what a reply's last line looks like. */
final class TestClient implements Closeable {
    static final int PATIENCE_MILLIS = 10_000;
    private Socket socket;

    TestClient(InetSocketAddress server) throws IOException {
        socket = new Socket();
        socket.connect(server, PATIENCE_MILLIS);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
    }

    void startTls(ClientTls tls, String name) throws IOException {
        socket = tls.start(socket, name);
    }

    TestClient send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    TestClient send(byte[] octets) throws IOException {
        socket.getOutputStream().write(octets);
        socket.getOutputStream().flush();
        return this;
    }

    /** Nothing more will come; answers can still be read. */
    void finishSending() throws IOException {
        socket.shutdownOutput();
    }

    /** One line without CR LF; "(closed)" at the end of the connection. */
    String line() throws IOException {
        InputStream in = socket.getInputStream();
        var line = new ByteArrayOutputStream();
        int c = in.read();
        while (c >= 0 && c != '\n') {
            line.write(c);
            c = in.read();
        }
        if (c < 0 && line.size() == 0) {
            return "(closed)";
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    /** The last line of the next reply. */
    String reply() throws IOException {
        String line = line();
        while (line.length() > 3 && line.charAt(3) == '-') {
            line = line();
        }
        return line;
    }

    String command(String command) throws IOException {
        return send(command + "\r\n").reply();
    }

    /** Everything until the server closes. */
    String rest() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
