package chancery.server;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.config.ConfigLoader;
import chancery.config.ServerConfig;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebFolderTest {
    @TempDir
    Path data;

    @Test
    void whatAKilledGatewayLeftIsGone() throws IOException {
        Path upload = Files.createDirectories(data.resolve("web/work/Tomcat/localhost/ROOT"));
        Files.writeString(upload.resolve("upload_1.tmp"), "half of a guest's file");
        var folder = WebFolder.cleared(data);
        assertThat(folder.base()).isEqualTo(data.resolve("web"));
        try (Stream<Path> left = Files.walk(folder.base())) {
            assertThat(left).containsExactly(folder.base(), folder.documents());
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.base())))
                .isEqualTo("rwx------");
    }

    @Test
    void aRunningGatewayHasNothingOfTheWebServerElsewhere() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        ServerConfig config = ConfigLoader.parse(ServerConfig.class, "test", """
                        listeners: {mx: 0, submission: 0, submissions: 0, https: %d, http: off,
                          management: "127.0.0.1:0", addresses: ["127.0.0.1"]}
                        """.formatted(port), data)
                .orThrow();
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        try (ChanceryServer server = ChanceryServer.start(config, data);
                Stream<Path> places = Files.list(temporary)) {
            assertThat(server.httpsPort()).isEqualTo(port);
            assertThat(places.map(p -> p.getFileName().toString()))
                    .noneMatch(name -> name.startsWith("tomcat." + port + "."));
            assertThat(data.resolve("web/work")).isDirectory();
            // what is found in our folder is looked for nowhere else: not in a folder "public" where we were started
            Files.writeString(data.resolve("web/documents/ours.txt"), "from our folder");
            assertThat(fetched(port, "/ours.txt")).contains("from our folder");
            assertThat(fetched(port, "/none.txt")).startsWith("HTTP/1.1 404");
        }
    }

    private String fetched(int port, String path) throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (InputStream pem = Files.newInputStream(data.resolve("api.pem"))) {
            trusted.setCertificateEntry(
                    "gateway", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        try (Socket socket = context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
            String request = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
