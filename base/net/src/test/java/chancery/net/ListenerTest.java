package chancery.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chancery.mail.FaultException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ListenerTest {
    private static final InetSocketAddress LOOPBACK = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    /** Sends each octet back; refuses with {@code !}. */
    private static final class Echo implements Listener.ConnectionService {
        @Override
        public void serve(Socket socket) throws IOException {
            int octet = socket.getInputStream().read();
            if (octet == 'X') {
                throw new IllegalStateException("asked for");
            }
            while (octet >= 0) {
                socket.getOutputStream().write(octet);
                octet = socket.getInputStream().read();
            }
        }

        @Override
        public void refuse(Socket socket) throws IOException {
            socket.getOutputStream().write('!');
        }
    }

    private static Socket connect(Listener listener) throws IOException {
        var socket = new Socket(
                InetAddress.getLoopbackAddress(), listener.localAddress().getPort());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static int echo(Socket socket, char octet) throws IOException {
        socket.getOutputStream().write(octet);
        return socket.getInputStream().read();
    }

    @Test
    void oneConnectionTooManyIsRefusedAndAFailureEndsOneOnly() throws IOException {
        try (Listener listener = Listener.start("echo", LOOPBACK, 2, new Echo());
                Socket first = connect(listener);
                Socket second = connect(listener)) {
            assertThat(echo(first, 'a')).isEqualTo('a');
            assertThat(echo(second, 'b')).isEqualTo('b');
            try (Socket third = connect(listener)) {
                assertThat(third.getInputStream().read()).isEqualTo('!');
                assertThat(third.getInputStream().read()).isEqualTo(-1);
            }
            assertThat(listener.connections()).isEqualTo(2);
            second.shutdownOutput();
            awaitConnections(listener, 1);
            try (Socket failing = connect(listener)) {
                assertThat(echo(failing, 'X')).isEqualTo(-1);
            }
            assertThat(echo(first, 'c')).isEqualTo('c');
        }
    }

    // the place is free a moment after the other side has closed
    private static void awaitConnections(Listener listener, int count) {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (listener.connections() != count && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(listener.connections()).isEqualTo(count);
    }

    @Test
    void aTakenAddressIsNamed() {
        try (Listener listener = Listener.start("one", LOOPBACK, 2, new Echo())) {
            assertThatThrownBy(() -> Listener.start("two", listener.localAddress(), 2, new Echo()))
                    .isInstanceOfSatisfying(
                            FaultException.class,
                            fault -> assertThat(fault.code()).isEqualTo(NetError.ADDRESS_IN_USE))
                    .hasMessageContaining(String.valueOf(listener.localAddress().getPort()));
        }
    }

    @Test
    void stoppingWaitsForThoseThatAreOpen() throws IOException {
        try (Listener listener = Listener.start("echo", LOOPBACK, 2, new Echo())) {
            try (Socket open = connect(listener)) {
                assertThat(echo(open, 'a')).isEqualTo('a');
                listener.stopAccepting();
                assertThat(listener.awaitIdle(Duration.ofMillis(50))).isFalse();
                assertThat(echo(open, 'b')).isEqualTo('b');
            }
            assertThat(listener.awaitIdle(Duration.ofSeconds(10))).isTrue();
        }
    }

    @Test
    void closingCutsConnectionsOff() throws IOException {
        Listener listener = Listener.start("echo", LOOPBACK, 2, new Echo());
        try (listener;
                Socket open = connect(listener)) {
            assertThat(echo(open, 'a')).isEqualTo('a');
            new Thread(listener::close).start();
            assertThat(open.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void anAddressHoldsSoManyAndNoMore() throws IOException {
        var limiter = new AddressLimiter(2);
        InetAddress one = InetAddress.getByName("2001:db8::1");
        InetAddress neighbour = InetAddress.getByName("2001:db8::ffff");
        InetAddress other = InetAddress.getByName("2001:db8:0:1::1");
        assertThat(limiter.acquire(one)).isTrue();
        assertThat(limiter.acquire(neighbour)).isTrue();
        assertThat(limiter.acquire(one)).isFalse();
        assertThat(limiter.acquire(other)).isTrue();
        limiter.release(neighbour);
        assertThat(limiter.acquire(one)).isTrue();
    }
}
