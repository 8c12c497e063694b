package chancery.speed;

import chancery.config.HostPort;
import chancery.net.DnsClient;
import chancery.net.DnsConfig;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;

/** A name server on loopback that knows some TXT records, so that our resolver has them in its cache from then on. */
final class CannedDns implements AutoCloseable {
    private static final int TTL = 86_400;

    private final Map<String, String> texts;
    private final DatagramSocket socket;

    CannedDns(Map<String, String> texts) {
        this.texts = texts;
        try {
            this.socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        Thread.ofPlatform().daemon().start(this::serve);
    }

    /** A resolver that asks this server. */
    DnsClient resolver() {
        return new DnsClient(
                DnsConfig.of(List.of(new HostPort("127.0.0.1", socket.getLocalPort()))), InstantSource.system());
    }

    private void serve() {
        byte[] buffer = new byte[1_500];
        try {
            while (true) {
                var packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                byte[] answer = answer(new Message(java.util.Arrays.copyOf(buffer, packet.getLength())));
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            }
        } catch (IOException e) {
            socket.close();
        }
    }

    private byte[] answer(Message query) {
        var answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setFlag(Flags.RA);
        answer.addRecord(query.getQuestion(), Section.QUESTION);
        Name name = query.getQuestion().getName();
        var text = texts.get(name.toString(true));
        if (text == null) {
            answer.getHeader().setRcode(Rcode.NXDOMAIN);
        } else {
            answer.addRecord(new TXTRecord(name, DClass.IN, TTL, strings(text)), Section.ANSWER);
        }
        return answer.toWire();
    }

    // RFC 7208 §3.3: strings of 255 octets at most, read as one
    private static List<String> strings(String text) {
        var strings = new java.util.ArrayList<String>();
        for (int at = 0; at < text.length(); at += 255) {
            strings.add(text.substring(at, Math.min(text.length(), at + 255)));
        }
        return strings;
    }

    @Override
    public void close() {
        socket.close();
    }
}
