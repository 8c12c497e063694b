package chancery.openpgp;

import chancery.mail.SyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The subpackets of a signature's hashed or unhashed area (RFC 9580 §5.2.3). Immutable. */
record Subpackets(List<Subpacket> all) {
    static final int CREATED = 2;
    static final int SIGNATURE_EXPIRES = 3;
    static final int EXPORTABLE = 4;
    static final int TRUST = 5;
    static final int REGULAR_EXPRESSION = 6;
    static final int REVOCABLE = 7;
    static final int KEY_EXPIRES = 9;
    static final int PREFERRED_CIPHERS = 11;
    static final int REVOCATION_KEY = 12;
    static final int ISSUER = 16;
    static final int NOTATION = 20;
    static final int PREFERRED_HASHES = 21;
    static final int PREFERRED_COMPRESSION = 22;
    static final int KEY_SERVER_PREFERENCES = 23;
    static final int KEY_SERVER = 24;
    static final int PRIMARY_USER_ID = 25;
    static final int POLICY_URI = 26;
    static final int KEY_FLAGS = 27;
    static final int SIGNERS_USER_ID = 28;
    static final int REVOCATION_REASON = 29;
    static final int FEATURES = 30;
    static final int SIGNATURE_TARGET = 31;
    static final int EMBEDDED_SIGNATURE = 32;
    static final int ISSUER_FINGERPRINT = 33;
    static final int INTENDED_RECIPIENT = 35;
    static final int PREFERRED_AEAD = 39;
    private static final int MOST = 1000;

    /** One of them; {@code critical} asks whoever does not know the type to reject the signature. */
    record Subpacket(int type, boolean critical, byte[] body) {}

    static Subpackets read(byte[] area) throws SyntaxException {
        var in = new Octets(area);
        var all = new ArrayList<Subpacket>();
        while (!in.atEnd()) {
            int length = length(in);
            if (length < 1 || all.size() == MOST) {
                throw new SyntaxException("an empty subpacket, or more than " + MOST, in.position());
            }
            int type = in.u8();
            all.add(new Subpacket(type & 0x7f, (type & 0x80) != 0, in.take(length - 1)));
        }
        return new Subpackets(List.copyOf(all));
    }

    private static int length(Octets in) throws SyntaxException {
        int first = in.u8();
        if (first < 192) {
            return first;
        }
        return first < 255 ? ((first - 192) << 8) + in.u8() + 192 : in.length32();
    }

    static byte[] write(List<Subpacket> subpackets) {
        var out = new OctetWriter();
        for (var subpacket : subpackets) {
            Packet.length(out, subpacket.body().length + 1);
            out.u8(subpacket.type() | (subpacket.critical() ? 0x80 : 0)).octets(subpacket.body());
        }
        return out.toOctets();
    }

    // RFC 9580 §5.2.3.9: of several the last counts
    Optional<byte[]> last(int type) {
        return all.reversed().stream()
                .filter(s -> s.type() == type)
                .map(Subpacket::body)
                .findFirst();
    }

    List<byte[]> each(int type) {
        return all.stream().filter(s -> s.type() == type).map(Subpacket::body).toList();
    }

    Optional<Long> seconds(int type) {
        return last(type).filter(b -> b.length == 4).map(b -> ByteBuffer.wrap(b).getInt() & 0xffffffffL);
    }

    Optional<Instant> created() {
        return seconds(CREATED).map(Instant::ofEpochSecond);
    }

    boolean flag(int type, boolean otherwise) {
        return last(type).filter(b -> b.length == 1).map(b -> b[0] != 0).orElse(otherwise);
    }

    Optional<Long> issuer() {
        return last(ISSUER)
                .filter(b -> b.length == 8)
                .map(b -> ByteBuffer.wrap(b).getLong());
    }

    Optional<Fingerprint> issuerFingerprint() {
        return last(ISSUER_FINGERPRINT).flatMap(Subpackets::fingerprint);
    }

    static Optional<Fingerprint> fingerprint(byte[] versioned) {
        int length = versioned.length == 0 ? 0 : versioned[0] == 4 ? 21 : versioned[0] == 6 ? 33 : 0;
        return length != 0 && versioned.length == length
                ? Optional.of(
                        Fingerprint.of(versioned[0], java.util.Arrays.copyOfRange(versioned, 1, versioned.length)))
                : Optional.empty();
    }

    Optional<String> text(int type) {
        return last(type).map(b -> new String(b, StandardCharsets.UTF_8));
    }

    /** The critical ones that nobody here understands: RFC 9580 §5.2.3.7 makes such a signature an error. */
    Optional<String> unknownCritical() {
        return all.stream()
                .filter(Subpacket::critical)
                .filter(s -> !understood(s.type()))
                .map(s -> s.type() == NOTATION ? "a critical notation" : "a critical subpacket of type " + s.type())
                .findFirst();
    }

    private static boolean understood(int type) {
        return switch (type) {
            case CREATED,
                    SIGNATURE_EXPIRES,
                    EXPORTABLE,
                    TRUST,
                    REGULAR_EXPRESSION,
                    REVOCABLE,
                    KEY_EXPIRES,
                    PREFERRED_CIPHERS,
                    REVOCATION_KEY,
                    ISSUER,
                    PREFERRED_HASHES,
                    PREFERRED_COMPRESSION,
                    KEY_SERVER_PREFERENCES,
                    KEY_SERVER,
                    PRIMARY_USER_ID,
                    POLICY_URI,
                    KEY_FLAGS,
                    SIGNERS_USER_ID,
                    REVOCATION_REASON,
                    FEATURES,
                    SIGNATURE_TARGET,
                    EMBEDDED_SIGNATURE,
                    ISSUER_FINGERPRINT,
                    INTENDED_RECIPIENT,
                    PREFERRED_AEAD -> true;
            default -> false;
        };
    }
}
