package chancery.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports for programs that cannot be told to take any free one. What we start ourselves listens on port 0 instead. */
public final class FreePorts {
    private FreePorts() {}

    /** A port that was free on loopback a moment ago; the kernel does not hand it out again at once. */
    public static int next() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
