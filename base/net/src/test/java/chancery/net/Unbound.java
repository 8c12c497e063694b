package chancery.net;

import chancery.config.HostPort;
import chancery.testkit.FreePorts;
import chancery.testkit.RealPeer;
import chancery.testkit.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Assumptions;

/** Debian's unbound as a recursive server over zones of the test, the first of which is the root. */
@NullMarked
public final class Unbound implements AutoCloseable {
    private final RealPeer peer;
    private final int port;
    private final int tlsPort;

    private Unbound(RealPeer peer, int port, int tlsPort) {
        this.peer = peer;
        this.port = port;
        this.tlsPort = tlsPort;
    }

    /** Ends the test as skipped where unbound is not installed, unless every program is expected. */
    public static Path installed() {
        var program = RealPeer.find("unbound");
        Assumptions.assumeTrue(program.isPresent() || RealPeer.everyProgramIsExpected(), "unbound is not installed");
        return program.orElseThrow();
    }

    /**
     * @param validates unbound validates itself, from the first zone's key
     * @param certificate for DNS over TLS
     */
    public static Unbound start(
            Path folder, List<SignedZone> zones, boolean validates, Optional<TestCertificate> certificate)
            throws IOException {
        var program = installed();
        int port = FreePorts.next();
        int tlsPort = FreePorts.next();
        var config = new StringBuilder(server(folder, port, validates));
        if (validates) {
            Files.writeString(folder.resolve("anchor"), zones.getFirst().trustAnchor());
            config.append("  trust-anchor-file: \"anchor\"\n");
        }
        if (certificate.isPresent()) {
            certificate.get().writeTo(folder, "dns");
            config.append("  interface: 127.0.0.1@%d\n  tls-port: %d\n".formatted(tlsPort, tlsPort));
            config.append("  tls-service-key: \"dns.key\"\n  tls-service-pem: \"dns.crt\"\n");
        }
        for (int i = 0; i < zones.size(); i++) {
            Files.writeString(folder.resolve("zone" + i), zones.get(i).masterFile());
            config.append("auth-zone:\n  name: \"%s\"\n  zonefile: \"zone%d\"\n"
                            .formatted(zones.get(i).apex(), i))
                    .append("  for-downstream: no\n  for-upstream: yes\n  fallback-enabled: no\n");
        }
        Files.writeString(folder.resolve("unbound.conf"), config);
        var peer = RealPeer.start(List.of(
                program.toString(),
                "-d",
                "-p",
                "-c",
                folder.resolve("unbound.conf").toString()));
        return new Unbound(peer, port, tlsPort);
    }

    private static String server(Path folder, int port, boolean validates) {
        return """
                server:
                  interface: 127.0.0.1@%d
                  directory: "%s"
                  chroot: ""
                  username: ""
                  use-syslog: no
                  logfile: ""
                  num-threads: 1
                  do-not-query-localhost: no
                  local-zone: "example." nodefault
                  local-zone: "test." nodefault
                  module-config: "%s"
                  ede: yes
                  val-log-level: 1
                """.formatted(port, folder, validates ? "validator iterator" : "iterator");
    }

    /** Waits until the server answers. */
    public Unbound ready() {
        var probe = new DnsClient(
                DnsConfig.of(List.of(address())).withTimes(Duration.ofSeconds(1), Duration.ofSeconds(2)),
                java.time.InstantSource.system());
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        DnsAnswer<String> last;
        do {
            last = probe.query(".", org.xbill.DNS.Type.SOA);
        } while (last instanceof DnsAnswer.TemporaryFailure<String> && System.nanoTime() < end);
        if (last instanceof DnsAnswer.TemporaryFailure<String> f) {
            throw new IllegalStateException(f.why() + "\n" + peer.output());
        }
        return this;
    }

    public HostPort address() {
        return new HostPort("127.0.0.1", port);
    }

    public HostPort tlsAddress() {
        return new HostPort("127.0.0.1", tlsPort);
    }

    public String output() {
        return peer.output();
    }

    @Override
    public void close() {
        peer.close();
    }
}
