package chancery.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Debian's Postfix as a second instance with its queue in a folder of ours; needs root, as Postfix does. */
final class PostfixRelay implements Relay {
    private static final Path PROGRAM = Path.of("/usr/sbin/postfix");

    private final Path configuration;
    private final int port;

    private PostfixRelay(Path configuration, int port) {
        this.configuration = configuration;
        this.port = port;
    }

    static boolean isInstalled() {
        return Files.isExecutable(PROGRAM);
    }

    /** @param folder on the disk where Chancery's data lies as well */
    static PostfixRelay start(Path folder, int port, int sinkPort) throws IOException, InterruptedException {
        Path configuration = Files.createDirectories(folder.resolve("etc"));
        Path queue = Files.createDirectories(folder.resolve("queue"));
        Path data = Files.createDirectories(folder.resolve("data"));
        run(List.of("chown", "postfix", data.toString()));
        Files.writeString(configuration.resolve("main.cf"), mainCf(queue, data, sinkPort));
        Files.writeString(configuration.resolve("master.cf"), masterCf(port));
        run(List.of(PROGRAM.toString(), "-c", configuration.toString(), "start"));
        awaitPort(port);
        return new PostfixRelay(configuration, port);
    }

    private static String mainCf(Path queue, Path data, int sinkPort) {
        return """
                compatibility_level = 3.6
                myhostname = postfix.clinic.example
                mydestination =
                inet_interfaces = 127.0.0.1
                inet_protocols = ipv4
                mynetworks = 127.0.0.0/8
                queue_directory = %s
                data_directory = %s
                relayhost = [127.0.0.1]:%d
                default_process_limit = 100
                smtpd_client_connection_count_limit = 0
                smtpd_client_connection_rate_limit = 0
                smtpd_relay_restrictions = permit_mynetworks, reject
                smtp_tls_security_level = none
                disable_dns_lookups = yes
                local_recipient_maps =
                alias_maps =
                alias_database =
                message_size_limit = 52428800
                maillog_file = %s
                """.formatted(queue, data, sinkPort, queue.resolveSibling("mail.log"))
                // Postfix wants its log below one of a few prefixes
                .concat("maillog_file_prefixes = " + queue.getParent() + "\n");
    }

    private static String masterCf(int port) {
        return """
                127.0.0.1:%d inet n - n - - smtpd
                pickup unix n - n 60 1 pickup
                cleanup unix n - n - 0 cleanup
                qmgr unix n - n 300 1 qmgr
                tlsmgr unix - - n 1000? 1 tlsmgr
                rewrite unix - - n - - trivial-rewrite
                bounce unix - - n - 0 bounce
                defer unix - - n - 0 bounce
                trace unix - - n - 0 bounce
                verify unix - - n - 1 verify
                flush unix n - n 1000? 0 flush
                proxymap unix - - n - - proxymap
                smtp unix - - n - - smtp
                relay unix - - n - - smtp
                error unix - - n - - error
                retry unix - - n - - error
                discard unix - - n - - discard
                local unix - n n - - local
                anvil unix - - n - 1 anvil
                scache unix - - n - 1 scache
                postlog unix-dgram n - n - 1 postlogd
                """.formatted(port);
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command.getFirst() + " failed: " + output);
        }
    }

    static void awaitPort(int port) throws IOException, InterruptedException {
        long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (System.nanoTime() < end) {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
                return;
            } catch (IOException e) {
                Thread.sleep(50);
            }
        }
        throw new IOException("nothing listens on port " + port);
    }

    @Override
    public String name() {
        return "Postfix";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public long process() {
        try {
            Path pid = configuration.resolveSibling("queue").resolve("pid/master.pid");
            return Long.parseLong(Files.readString(pid).trim());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            run(List.of(PROGRAM.toString(), "-c", configuration.toString(), "stop"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
