package chancery.server;

import chancery.config.HostPort;
import chancery.config.ListenPort;
import chancery.config.ListenersConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The ports that the config names. They are tried before anything is started, so that a person hears of all that are
 * taken at once and within a second.
 */
final class Ports {
    /** @param key where the config names it */
    private record Wanted(String key, InetSocketAddress address) {
        boolean isFree() {
            return address.getPort() == 0;
        }
    }

    private final List<Wanted> wanted = new ArrayList<>();

    private Ports(ListenersConfig listeners) {
        want("listeners.mx", listeners.mx(), listeners.addresses());
        want("listeners.submission", listeners.submission(), listeners.addresses());
        want("listeners.submissions", listeners.submissions(), listeners.addresses());
        want("listeners.https", listeners.https(), List.of(listeners.addresses().getFirst()));
        want("listeners.http", listeners.http(), List.of(listeners.addresses().getFirst()));
        HostPort management = listeners.management();
        wanted.add(new Wanted("listeners.management", new InetSocketAddress(management.host(), management.port())));
    }

    private void want(String key, ListenPort port, List<String> addresses) {
        if (!port.isOff()) {
            addresses.forEach(address -> wanted.add(new Wanted(key, Edges.socket(address, port.number()))));
        }
    }

    /**
     * Throws when one of them cannot be opened, with every such port, its key and what to do. Stays silent where another
     * gateway runs on the folder: that one has the ports, and to say so is the store's part.
     */
    static void check(ListenersConfig listeners, Path data) throws ServerStartException {
        List<String> problems = new Ports(listeners).problems();
        if (!problems.isEmpty() && !isLocked(data.resolve("lock"))) {
            throw new ServerStartException(String.join("\n  ", problems));
        }
    }

    private static boolean isLocked(Path file) {
        if (!Files.exists(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock == null;
        } catch (IOException | OverlappingFileLockException e) {
            return true;
        }
    }

    private List<String> problems() {
        var problems = new ArrayList<String>();
        var mine = new ArrayList<Wanted>();
        for (Wanted one : wanted) {
            Optional<Wanted> twin = mine.stream().filter(m -> isSame(m, one)).findFirst();
            if (twin.isPresent()) {
                problems.add("port " + one.address().getPort() + " is named by both "
                        + twin.get().key() + " and " + one.key());
            } else if (!one.isFree()) {
                trial(one).ifPresent(problems::add);
            }
            mine.add(one);
        }
        return problems;
    }

    private static boolean isSame(Wanted one, Wanted other) {
        boolean overlap = one.address().getAddress() == null
                || other.address().getAddress() == null
                || one.address().getAddress().isAnyLocalAddress()
                || other.address().getAddress().isAnyLocalAddress()
                || one.address().getAddress().equals(other.address().getAddress());
        return !one.isFree() && one.address().getPort() == other.address().getPort() && overlap;
    }

    private static Optional<String> trial(Wanted one) {
        InetSocketAddress address = one.address();
        String where = "port " + address.getPort() + " on " + address.getHostString() + " (" + one.key() + ")";
        if (address.isUnresolved()) {
            return Optional.of(where + ": no such address");
        }
        try (var socket = new ServerSocket()) {
            // as the listeners do: a port that only waits out its last connections is free
            socket.setReuseAddress(true);
            socket.bind(address, 1);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(where + " cannot be opened: " + reason(String.valueOf(e.getMessage()), address));
        }
    }

    private static String reason(String said, InetSocketAddress address) {
        if (said.contains("in use")) {
            return "another program uses it. Stop that one, or name another port";
        }
        if (said.contains("ermission")) {
            return "this user may not open a port below 1024. Take a higher one and map the well-known one to it";
        }
        return said.contains("assign") ? address.getHostString() + " is no address of this machine" : said;
    }
}
