package chancery.net;

import java.io.IOException;
import java.net.Socket;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Starts TLS as the client; made by {@link TlsContexts}. */
public final class ClientTls {
    private final SSLContext context;
    private final boolean verifies;

    ClientTls(SSLContext context, boolean verifies) {
        this.context = context;
        this.verifies = verifies;
    }

    /** True when a certificate that does not match name and trust ends the handshake. */
    public boolean verifies() {
        return verifies;
    }

    /** For HTTP clients; the caller must itself ask for the check of the name. */
    public SSLContext context() {
        return context;
    }

    /**
     * Lays TLS over a connected socket and completes the handshake; the plain socket is closed with the returned one.
     * The socket's read timeout bounds each step.
     *
     * @param name what the certificate must name, and what SNI asks for unless it is an address literal
     * @throws javax.net.ssl.SSLException when the handshake fails, or the certificate does while this one verifies
     */
    public SSLSocket start(Socket plain, String name) throws IOException {
        var socket = (SSLSocket) context.getSocketFactory().createSocket(plain, name, plain.getPort(), true);
        SSLParameters parameters = TlsContexts.parameters();
        if (verifies) {
            // the JDK's name for RFC 9525 §6, which mail uses too: subjectAltName, wildcard on the left only
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        if (!name.matches("[0-9.]+|.*:.*")) {
            parameters.setServerNames(List.of(new SNIHostName(name)));
        }
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }
}
