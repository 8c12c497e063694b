package chancery.openpgp;

import chancery.mail.SyntaxException;
import chancery.openpgp.Subpackets.Subpacket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Signatures in one order, each once. */
final class CanonicalSignatures {
    // anybody on the way can add to the unhashed area, so it holds little
    private static final int MOST_UNHASHED = 8;
    private static final int LONGEST_UNHASHED = 8000;
    private static final Set<Integer> USEFUL =
            Set.of(Subpackets.ISSUER, Subpackets.ISSUER_FINGERPRINT, Subpackets.EMBEDDED_SIGNATURE);

    private CanonicalSignatures() {}

    static List<SignaturePacket> of(List<SignaturePacket> signatures) {
        var bySigned = new TreeMap<byte[], TreeSet<byte[]>>(Arrays::compareUnsigned);
        for (var signature : signatures) {
            if (signature.version() == 3) {
                bySigned.put(signature.body(), new TreeSet<>(Arrays::compareUnsigned));
                continue;
            }
            var unhashed =
                    bySigned.computeIfAbsent(without(signature), k -> new TreeSet<byte[]>(Arrays::compareUnsigned));
            signature.unhashed().all().stream()
                    .filter(s -> USEFUL.contains(s.type()) && s.body().length <= LONGEST_UNHASHED)
                    .forEach(s -> unhashed.add(Subpackets.write(List.of(new Subpacket(s.type(), false, s.body())))));
        }
        var result = new ArrayList<SignaturePacket>();
        bySigned.forEach((signed, unhashed) -> result.add(with(signed, unhashed)));
        return List.copyOf(result);
    }

    static List<Packet> opaque(List<Packet> bodies) {
        var sorted = new TreeSet<Packet>((a, b) -> Arrays.compareUnsigned(a.body(), b.body()));
        sorted.addAll(bodies);
        return List.copyOf(sorted);
    }

    private static byte[] without(SignaturePacket signature) {
        return rebuilt(signature, new byte[0]);
    }

    private static SignaturePacket with(byte[] signed, java.util.SortedSet<byte[]> unhashed) {
        try {
            var signature = SignaturePacket.read(signed);
            if (signature.version() == 3) {
                return signature;
            }
            byte[] area = Numbers.joined(unhashed.stream().limit(MOST_UNHASHED).toArray(byte[][]::new));
            return SignaturePacket.read(rebuilt(signature, area));
        } catch (SyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] rebuilt(SignaturePacket signature, byte[] unhashedArea) {
        boolean six = signature.version() == 6;
        var out = new OctetWriter().u8(signature.version()).u8(signature.type());
        out.u8(signature.algorithm()).u8(signature.hashAlgorithm());
        length(out, six, signature.hashedArea().length).octets(signature.hashedArea());
        length(out, six, unhashedArea.length).octets(unhashedArea).octets(signature.left());
        if (six) {
            out.u8(signature.salt().length).octets(signature.salt());
        }
        return out.octets(signature.material()).toOctets();
    }

    private static OctetWriter length(OctetWriter out, boolean six, int length) {
        return six ? out.u32(length) : out.u16(length);
    }
}
