package chancery.net;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Message;

/**
 * RFC 7858 §3.3: each message behind its length. A connection carries one question at a time and is kept for the next
 * one; what a server closed meanwhile is opened again once.
 */
final class DnsOverTls implements UpstreamServer.Transport {
    private static final int IDLE_CONNECTIONS = 4;

    private final InetSocketAddress server;
    private final DnsConfig.DnsTls tls;
    private final Duration timeout;
    private final BlockingQueue<SSLSocket> idle = new LinkedBlockingQueue<>(IDLE_CONNECTIONS);

    DnsOverTls(InetSocketAddress server, DnsConfig.DnsTls tls, Duration timeout) {
        this.server = server;
        this.tls = tls;
        this.timeout = timeout;
    }

    @Override
    public CompletionStage<Message> send(Message query) {
        var answer = new CompletableFuture<Message>();
        Thread.ofVirtual().name("dns-tls").start(() -> {
            try {
                answer.complete(ask(query));
            } catch (IOException | RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    private Message ask(Message query) throws IOException {
        var kept = idle.poll();
        if (kept != null) {
            var answer = askOver(kept, query);
            if (answer != null) {
                return answer;
            }
        }
        var opened = open();
        try {
            return exchange(opened, query);
        } catch (IOException e) {
            opened.close();
            throw e;
        }
    }

    private @Nullable Message askOver(SSLSocket kept, Message query) throws IOException {
        try {
            return exchange(kept, query);
        } catch (IOException closedMeanwhile) {
            kept.close();
            return null;
        }
    }

    private SSLSocket open() throws IOException {
        var plain = new Socket();
        try {
            plain.setSoTimeout((int) timeout.toMillis());
            plain.setTcpNoDelay(true);
            plain.connect(server, (int) timeout.toMillis());
            return tls.client().start(plain, tls.name());
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }

    private Message exchange(SSLSocket socket, Message query) throws IOException {
        byte[] question = query.toWire();
        byte[] framed = new byte[question.length + 2];
        framed[0] = (byte) (question.length >> 8);
        framed[1] = (byte) question.length;
        System.arraycopy(question, 0, framed, 2, question.length);
        var out = new DataOutputStream(socket.getOutputStream());
        out.write(framed);
        out.flush();
        var in = new DataInputStream(socket.getInputStream());
        byte[] octets = new byte[in.readUnsignedShort()];
        in.readFully(octets);
        var answer = new Message(octets);
        if (!answers(answer, query)) {
            throw new IOException("the answer belongs to another question");
        }
        if (!idle.offer(socket)) {
            socket.close();
        }
        return answer;
    }

    private static boolean answers(Message answer, Message query) {
        var question = answer.getQuestion();
        return answer.getHeader().getID() == query.getHeader().getID()
                && question != null
                && question.equals(query.getQuestion());
    }
}
