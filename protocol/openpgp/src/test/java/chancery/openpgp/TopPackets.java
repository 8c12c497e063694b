package chancery.openpgp;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The packets at the top of a message as an attacker takes them apart and puts them together (RFC 9580 §4.2). */
record TopPackets(List<One> packets) {
    record One(int tag, byte[] body) {}

    static TopPackets of(byte[] message) {
        var packets = new ArrayList<One>();
        int at = 0;
        while (at < message.length) {
            int tag = message[at++] & 0x3f;
            var body = new ByteArrayOutputStream();
            boolean partial = true;
            while (partial) {
                int first = message[at++] & 0xff;
                partial = first >= 224 && first < 255;
                int length = partial ? 1 << (first & 0x1f) : first;
                if (first >= 192 && first < 224) {
                    length = ((first - 192) << 8) + (message[at++] & 0xff) + 192;
                } else if (first == 255) {
                    length = new java.math.BigInteger(1, Arrays.copyOfRange(message, at, at + 4)).intValueExact();
                    at += 4;
                }
                body.write(message, at, length);
                at += length;
            }
            packets.add(new One(tag, body.toByteArray()));
        }
        return new TopPackets(packets);
    }

    One last() {
        return packets.getLast();
    }

    /** The same with another last packet. */
    TopPackets ending(int tag, byte[] body) {
        var changed = new ArrayList<>(packets.subList(0, packets.size() - 1));
        changed.add(new One(tag, body));
        return new TopPackets(changed);
    }

    TopPackets and(TopPackets more) {
        var all = new ArrayList<>(packets);
        all.addAll(more.packets);
        return new TopPackets(all);
    }

    byte[] write() {
        var out = new ByteArrayOutputStream();
        for (One packet : packets) {
            out.write(0xc0 | packet.tag);
            out.write(255);
            for (int shift = 24; shift >= 0; shift -= 8) {
                out.write(packet.body.length >>> shift);
            }
            out.writeBytes(packet.body);
        }
        return out.toByteArray();
    }
}
