package chancery.net;

import chancery.config.HostPort;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullMarked;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Serves a {@link FakeDns} by UDP and TCP on loopback, as a recursive server would. */
@NullMarked
public final class FakeDnsServer implements AutoCloseable {
    private static final int UDP_LIMIT = 512;

    private final FakeDns zone;
    private final ServerSocket tcp;
    private final DatagramSocket udp;
    private final AtomicInteger answered = new AtomicInteger();
    private volatile boolean silent;

    public FakeDnsServer(FakeDns zone) throws IOException {
        this.zone = zone;
        var pair = Sockets.bound();
        this.udp = pair.udp();
        this.tcp = pair.tcp();
        Thread.ofVirtual().start(this::serveUdp);
        Thread.ofVirtual().start(this::serveTcp);
    }

    /** Both on one port, which is not always free for both at the first try. */
    private record Sockets(DatagramSocket udp, ServerSocket tcp) {
        static Sockets bound() throws IOException {
            var loopback = InetAddress.getLoopbackAddress();
            for (int attempt = 1; ; attempt++) {
                var udp = new DatagramSocket(0, loopback);
                try {
                    return new Sockets(udp, new ServerSocket(udp.getLocalPort(), 50, loopback));
                } catch (BindException e) {
                    udp.close();
                    if (attempt == 50) {
                        throw e;
                    }
                }
            }
        }
    }

    public HostPort address() {
        return new HostPort(udp.getLocalAddress().getHostAddress(), udp.getLocalPort());
    }

    /** Answers nothing from now on when {@code silent}. */
    public void silent(boolean value) {
        silent = value;
    }

    public int answered() {
        return answered.get();
    }

    private void serveUdp() {
        byte[] buffer = new byte[4096];
        while (!udp.isClosed()) {
            try {
                var packet = new DatagramPacket(buffer, buffer.length);
                udp.receive(packet);
                var query = new Message(Arrays.copyOf(packet.getData(), packet.getLength()));
                if (!silent) {
                    byte[] answer = answer(query).toWire(UDP_LIMIT);
                    udp.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            } catch (IOException e) {
                if (udp.isClosed()) {
                    return;
                }
            }
        }
    }

    private void serveTcp() {
        while (!tcp.isClosed()) {
            try (var socket = tcp.accept()) {
                var in = new DataInputStream(socket.getInputStream());
                var query = new Message(in.readNBytes(in.readUnsignedShort()));
                byte[] answer = answer(query).toWire(65_535);
                var out = new DataOutputStream(socket.getOutputStream());
                out.writeShort(answer.length);
                out.write(answer);
                out.flush();
            } catch (IOException e) {
                if (tcp.isClosed()) {
                    return;
                }
            }
        }
    }

    private Message answer(Message query) {
        answered.incrementAndGet();
        var question = query.getQuestion();
        var response = new Message(query.getHeader().getID());
        response.getHeader().setFlag(Flags.QR);
        response.getHeader().setFlag(Flags.RA);
        response.addRecord(question, Section.QUESTION);
        var result = zone.lookup(question.getName(), question.getType());
        if (result.security() == DnsSecurity.SECURE) {
            response.getHeader().setFlag(Flags.AD);
        }
        switch (result) {
            case DnsAnswer.Records<Record> r -> addChain(response, question.getName(), question.getType(), r);
            case DnsAnswer.NoRecords<Record> n -> response.getHeader().setRcode(Rcode.NOERROR);
            case DnsAnswer.NoDomain<Record> n -> response.getHeader().setRcode(Rcode.NXDOMAIN);
            case DnsAnswer.TemporaryFailure<Record> f -> response.getHeader().setRcode(Rcode.SERVFAIL);
        }
        return response;
    }

    private void addChain(Message response, Name name, int type, DnsAnswer.Records<Record> found) {
        Name owner = name;
        while (zone.records(owner, type).isEmpty()) {
            var alias = (CNAMERecord) zone.records(owner, Type.CNAME).getFirst();
            response.addRecord(alias, Section.ANSWER);
            owner = alias.getTarget();
        }
        found.records().forEach(r -> response.addRecord(r, Section.ANSWER));
    }

    @Override
    public void close() throws IOException {
        udp.close();
        tcp.close();
    }
}
