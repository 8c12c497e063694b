package chancery.openpgp;

import chancery.openpgp.Subpackets.Subpacket;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A signature being made: takes in what it covers, then writes its packet. */
final class Signing {
    private final UnlockedKey.Secret secret;
    private final int type;
    private final HashAlgorithm hash;
    private final byte[] salt;
    private final byte[] hashedArea;
    private final MessageDigest digest;

    Signing(UnlockedKey.Secret secret, int type, Instant made, List<Subpacket> more, SecureRandom random) {
        this.secret = secret;
        this.type = type;
        var key = secret.key();
        hash = SignatureMath.hashFor(key);
        salt = new byte[key.version() == 6 ? hash.saltOctets() : 0];
        random.nextBytes(salt);
        var all = new ArrayList<Subpacket>();
        all.add(time(Subpackets.CREATED, made.getEpochSecond()));
        all.add(new Subpacket(Subpackets.ISSUER_FINGERPRINT, false, versioned(key.fingerprint())));
        all.addAll(more);
        if (key.version() == 4) {
            byte[] keyId = ByteBuffer.allocate(8).putLong(key.keyId()).array();
            all.add(new Subpacket(Subpackets.ISSUER, false, keyId));
        }
        hashedArea = Subpackets.write(all);
        digest = hash.begin();
        digest.update(salt);
    }

    static Subpacket time(int subpacket, long seconds) {
        return new Subpacket(subpacket, true, new OctetWriter().u32(seconds).toOctets());
    }

    static Subpacket of(int subpacket, int... octets) {
        var out = new OctetWriter();
        for (int octet : octets) {
            out.u8(octet);
        }
        return new Subpacket(subpacket, false, out.toOctets());
    }

    static byte[] versioned(Fingerprint fingerprint) {
        return new OctetWriter()
                .u8(fingerprint.version())
                .octets(fingerprint.octets())
                .toOctets();
    }

    Signing update(byte[] octets) {
        digest.update(octets);
        return this;
    }

    void update(byte[] octets, int from, int length) {
        digest.update(octets, from, length);
    }

    HashAlgorithm hash() {
        return hash;
    }

    /** The packet that announces it (RFC 9580 §5.4). */
    Packet onePass(boolean last) {
        var key = secret.key();
        boolean six = key.version() == 6;
        var out = new OctetWriter().u8(six ? 6 : 3).u8(type).u8(hash.id()).u8(key.algorithm());
        if (six) {
            out.u8(salt.length).octets(salt).octets(key.fingerprint().octets());
        } else {
            out.octets(ByteBuffer.allocate(8).putLong(key.keyId()).array());
        }
        return new Packet(Tags.ONE_PASS_SIGNATURE, out.u8(last ? 1 : 0).toOctets());
    }

    /** The body of the signature packet. */
    byte[] finish() {
        var key = secret.key();
        int version = key.version() == 6 ? 6 : 4;
        digest.update(SignaturePacket.trailer(version, type, key.algorithm(), hash.id(), hashedArea));
        byte[] hashed = digest.digest();
        var out = new OctetWriter().u8(version).u8(type).u8(key.algorithm()).u8(hash.id());
        if (version == 6) {
            out.u32(hashedArea.length).octets(hashedArea).u32(0);
        } else {
            out.u16(hashedArea.length).octets(hashedArea).u16(0);
        }
        out.u8(hashed[0]).u8(hashed[1]);
        if (version == 6) {
            out.u8(salt.length).octets(salt);
        }
        return out.octets(SignatureMath.sign(key, secret.numbers(), hash, hashed))
                .toOctets();
    }
}
