package chancery.inbound;

import chancery.net.ClientTls;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A client that says what it is told to and gives back the last line of each reply. */
final class Wire implements Closeable {
    private static final int PATIENCE_MILLIS = 10_000;
    private final Socket socket;
    private final BufferedReader in;

    /** Connected, greeted, EHLO said. */
    Wire(InetSocketAddress server, Optional<ClientTls> tls) throws IOException {
        var plain = new Socket();
        plain.connect(server, PATIENCE_MILLIS);
        plain.setSoTimeout(PATIENCE_MILLIS);
        socket = tls.isPresent() ? tls.get().start(plain, "mx.clinic.example") : plain;
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        reply();
        say("EHLO client.example");
    }

    String say(String command) throws IOException {
        socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        return reply();
    }

    /** The reply's code and enhanced status. */
    private String reply() throws IOException {
        String line = in.readLine();
        while (line != null && line.length() > 3 && line.charAt(3) == '-') {
            line = in.readLine();
        }
        if (line == null) {
            return "(closed)";
        }
        String[] words = line.split(" ", 3);
        return words.length < 2 ? line : words[0] + " " + words[1];
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
