package chancery.net;

import chancery.mail.FaultException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** Accepts connections on one address and serves each on a virtual thread of its own, up to a number at the same time. */
public final class Listener implements AutoCloseable {
    private static final int BACKLOG = 1_024;
    private static final long PAUSE_AFTER_FAULT = TimeUnit.MILLISECONDS.toNanos(50);

    /** What to do with connections. */
    public interface ConnectionService {
        /** On a virtual thread; the socket is closed after the return. An exception ends this connection only. */
        void serve(Socket socket) throws IOException;

        /** One connection too many: may write a short refusal and must not wait; the socket is closed after the return. */
        void refuse(Socket socket) throws IOException;
    }

    private final String name;
    private final ServerSocket server;
    private final int most;
    private final ConnectionService service;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition oneLess = lock.newCondition();
    private final Thread acceptor;

    private Listener(String name, ServerSocket server, int most, ConnectionService service) {
        this.name = name;
        this.server = server;
        this.most = most;
        this.service = service;
        // a platform thread: it waits in the kernel for the next connection, without a detour over the poller
        this.acceptor = Thread.ofPlatform().name(name + "-accept").daemon().unstarted(this::accept);
    }

    /**
     * Binds and starts to accept.
     *
     * @param name for threads
     * @param most connections at the same time; further ones are refused
     * @throws FaultException when the address cannot be bound, with the address in its text
     */
    public static Listener start(String name, InetSocketAddress address, int most, ConnectionService service) {
        var listener = new Listener(name, bind(address), most, service);
        listener.acceptor.start();
        return listener;
    }

    private static ServerSocket bind(InetSocketAddress address) {
        try {
            var server = new ServerSocket();
            try {
                server.setReuseAddress(true);
                server.bind(address, BACKLOG);
                return server;
            } catch (IOException e) {
                server.close();
                throw e;
            }
        } catch (BindException e) {
            boolean taken = String.valueOf(e.getMessage()).contains("in use");
            NetError code = taken ? NetError.ADDRESS_IN_USE : NetError.ADDRESS_REFUSED;
            throw new FaultException(code, address + ": " + e.getMessage());
        } catch (IOException e) {
            throw new FaultException(NetError.ADDRESS_REFUSED, address + ": " + e.getMessage());
        }
    }

    /** The address in use; tells the port where 0 was asked for. */
    public InetSocketAddress localAddress() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    /** Connections being served now. */
    public int connections() {
        return open.size();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                take(server.accept());
            } catch (IOException e) {
                // out of file descriptors, for example: give the connections that are open time to end
                LockSupport.parkNanos(server.isClosed() ? 0 : PAUSE_AFTER_FAULT);
            }
        }
    }

    private void take(Socket socket) throws IOException {
        if (open.size() >= most) {
            try (socket) {
                service.refuse(socket);
            }
            return;
        }
        open.add(socket);
        Thread.ofVirtual().name(name).start(() -> serve(socket));
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            service.serve(socket);
        } catch (IOException | RuntimeException e) {
            // the peer is gone, or the service has failed in a way that it should have answered: this connection is
            // over
        } finally {
            open.remove(socket);
            signal();
        }
    }

    private void signal() {
        lock.lock();
        try {
            oneLess.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Takes no further connections; those that are open go on. */
    public void stopAccepting() {
        try {
            server.close();
        } catch (IOException e) {
            throw new FaultException(NetError.ADDRESS_REFUSED, e);
        }
    }

    /** Waits until no connection is open. False when some still are after this time. */
    public boolean awaitIdle(Duration most) {
        long left = most.toNanos();
        lock.lock();
        try {
            while (!open.isEmpty() && left > 0) {
                left = oneLess.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        return open.isEmpty();
    }

    /** Stops accepting and closes every connection at once. */
    @Override
    public void close() {
        stopAccepting();
        for (Socket socket : open) {
            try {
                socket.close();
            } catch (IOException e) {
                // closed already
            }
        }
    }
}
