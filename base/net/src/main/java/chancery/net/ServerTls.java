package chancery.net;

import chancery.mail.FaultException;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/**
 * Starts TLS as the server; made by {@link TlsContexts}. Where it stands on files it looks at them at most once a second and
 * takes changed ones for the next connection; while they cannot be used (half written, key of another certificate) it
 * stays with the last good ones.
 */
public final class ServerTls {
    private static final long LOOK_EVERY = TimeUnit.SECONDS.toNanos(1);
    private static final char[] NO_PASSWORD = new char[0];

    private final List<Path> files;
    private final LongSupplier nanoTime;
    private volatile Loaded current;

    private record Loaded(SSLContext context, List<FileTime> times, long lookedAt) {}

    private ServerTls(List<Path> files, LongSupplier nanoTime, SSLContext first) {
        this.files = files;
        this.nanoTime = nanoTime;
        this.current = new Loaded(first, times(files), nanoTime.getAsLong());
    }

    static ServerTls of(KeyStore keys) {
        return new ServerTls(List.of(), System::nanoTime, context(keys));
    }

    static ServerTls fromFiles(Path chain, Path key) {
        return fromFiles(chain, key, System::nanoTime);
    }

    static ServerTls fromFiles(Path chain, Path key, LongSupplier nanoTime) {
        return new ServerTls(List.of(chain, key), nanoTime, load(chain, key));
    }

    /** The context of the newest usable files; also for HTTPS listeners. */
    public SSLContext context() {
        Loaded loaded = current;
        long now = nanoTime.getAsLong();
        if (files.isEmpty() || now - loaded.lookedAt() < LOOK_EVERY) {
            return loaded.context();
        }
        Loaded looked = look(loaded, now);
        current = looked;
        return looked.context();
    }

    private Loaded look(Loaded loaded, long now) {
        List<FileTime> times = times(files);
        if (times.equals(loaded.times())) {
            return new Loaded(loaded.context(), times, now);
        }
        try {
            return new Loaded(load(files.getFirst(), files.getLast()), times, now);
        } catch (FaultException e) {
            // the old times are kept, so that the next look tries again
            return new Loaded(loaded.context(), loaded.times(), now);
        }
    }

    /**
     * Lays TLS over an accepted socket; the handshake is made by the first read or write or by
     * {@code startHandshake()}. A certificate of the client is taken when it shows one, without a check of its trust.
     */
    public SSLSocket layer(Socket plain) throws IOException {
        var socket = (SSLSocket) context()
                .getSocketFactory()
                .createSocket(plain, plain.getInetAddress().getHostAddress(), plain.getPort(), true);
        SSLParameters parameters = TlsContexts.parameters();
        parameters.setUseCipherSuitesOrder(true);
        parameters.setWantClientAuth(true);
        socket.setSSLParameters(parameters);
        socket.setUseClientMode(false);
        return socket;
    }

    private static List<FileTime> times(List<Path> files) {
        return files.stream().map(ServerTls::time).toList();
    }

    private static FileTime time(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }

    private static SSLContext load(Path chainFile, Path keyFile) {
        List<X509Certificate> chain = PemFiles.certificates(chainFile);
        PrivateKey key = PemFiles.privateKey(keyFile);
        PemFiles.requirePair(chain.getFirst(), key, keyFile);
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, NO_PASSWORD);
            store.setKeyEntry("own", key, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
            return context(store);
        } catch (GeneralSecurityException | IOException e) {
            throw new FaultException(NetError.TLS_FILES, e);
        }
    }

    @SuppressWarnings("NullAway") // null means "the default random"
    private static SSLContext context(KeyStore keys) {
        try {
            var managers = KeyManagerFactory.getInstance("PKIX");
            managers.init(keys, NO_PASSWORD);
            var context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), new TrustManager[] {new TlsContexts.Unchecked()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new FaultException(NetError.TLS_FILES, e);
        }
    }
}
