package chancery.net;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.NullMarked;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DNSSEC;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.NSEC3PARAMRecord;
import org.xbill.DNS.NSEC3Record;
import org.xbill.DNS.NSECRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Record;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.utils.base32;

/** A zone with its own key, written as a master file: signed well or badly, with either proof of absence, or unsigned. */
@NullMarked
public final class SignedZone {
    /** How absence is proven. */
    public enum Denial {
        NSEC,
        NSEC3,
        /** No signatures at all. */
        UNSIGNED
    }

    private static final int TTL = 300;
    private static final int KEY_SIGNING_KEY = 257;
    private static final int NSEC3_ITERATIONS = 0;

    private final Name apex;
    private final Denial denial;
    private final Instant from;
    private final Instant to;
    private final KeyPair keys = newKeys();
    private final DNSKEYRecord key;
    private final NavigableMap<Name, NavigableMap<Integer, List<Record>>> sets = new TreeMap<>();
    private final List<Record> tampered = new ArrayList<>();

    private SignedZone(String apex, Denial denial, Instant from, Instant to) {
        this.apex = name(apex);
        this.denial = denial;
        this.from = from;
        this.to = to;
        this.key = dnskey();
        record(apex, "SOA", "ns.invalid. root.invalid. 1 3600 600 86400 300");
        record(apex, "NS", "ns.invalid.");
        if (denial != Denial.UNSIGNED) {
            add(key);
        }
        if (denial == Denial.NSEC3) {
            add(new NSEC3PARAMRecord(this.apex, DClass.IN, TTL, 1, 0, NSEC3_ITERATIONS, new byte[0]));
        }
    }

    /** Signatures hold from an hour ago for a week. */
    public static SignedZone of(String apex, Denial denial, Instant now) {
        return new SignedZone(apex, denial, now.minus(Duration.ofHours(1)), now.plus(Duration.ofDays(7)));
    }

    /** Signatures ended yesterday. */
    public static SignedZone expired(String apex, Instant now) {
        return new SignedZone(apex, Denial.NSEC, now.minus(Duration.ofDays(8)), now.minus(Duration.ofDays(1)));
    }

    private DNSKEYRecord dnskey() {
        try {
            return new DNSKEYRecord(
                    apex,
                    DClass.IN,
                    TTL,
                    KEY_SIGNING_KEY,
                    DNSKEYRecord.Protocol.DNSSEC,
                    DNSSEC.Algorithm.ECDSAP256SHA256,
                    keys.getPublic());
        } catch (DNSSEC.DNSSECException e) {
            throw new IllegalStateException(e);
        }
    }

    public String apex() {
        return apex.toString();
    }

    public SignedZone record(String name, String type, String rdata) {
        return add(parsed(name, type, rdata));
    }

    /** What the signature was made over is replaced by {@code rdata}. */
    public SignedZone tampered(String name, String type, String rdata) {
        tampered.add(parsed(name, type, rdata));
        return this;
    }

    /** Delegates to a child, securely if that one is signed. */
    public SignedZone delegate(SignedZone child) {
        record(child.apex(), "NS", "ns.invalid.");
        return child.denial == Denial.UNSIGNED ? this : add(child.ds());
    }

    public String trustAnchor() {
        return ds().toString() + "\n";
    }

    private DSRecord ds() {
        return new DSRecord(apex, DClass.IN, TTL, DNSSEC.Digest.SHA256, key);
    }

    private SignedZone add(Record r) {
        sets.computeIfAbsent(r.getName(), n -> new TreeMap<>())
                .computeIfAbsent(r.getType(), t -> new ArrayList<>())
                .add(r);
        return this;
    }

    private static Record parsed(String name, String type, String rdata) {
        try {
            return Record.fromString(name(name), Type.value(type), DClass.IN, TTL, rdata, Name.root);
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Name name(String text) {
        try {
            return Name.fromString(text, Name.root);
        } catch (TextParseException e) {
            throw new IllegalArgumentException(e);
        }
    }

    public String masterFile() {
        var out = new StringBuilder();
        sets.forEach((owner, types) -> types.forEach((type, records) -> {
            boolean cut = !owner.equals(apex) && types.containsKey(Type.NS);
            write(out, records, denial != Denial.UNSIGNED && !(cut && type == Type.NS));
        }));
        switch (denial) {
            case NSEC -> nsec(out);
            case NSEC3 -> nsec3(out);
            case UNSIGNED -> {}
        }
        return out.toString();
    }

    private void write(StringBuilder out, List<Record> records, boolean signed) {
        for (Record r : records) {
            var other = tampered.stream()
                    .filter(t -> t.getName().equals(r.getName()) && t.getType() == r.getType())
                    .findFirst();
            out.append(other.orElse(r)).append('\n');
        }
        if (signed) {
            try {
                var set = new RRset(records.toArray(Record[]::new));
                out.append(DNSSEC.sign(set, key, keys.getPrivate(), from, to)).append('\n');
            } catch (DNSSEC.DNSSECException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private int[] types(Name owner, int... more) {
        var own = sets.getOrDefault(owner, new TreeMap<>()).keySet().stream().mapToInt(Integer::intValue);
        int[] found = java.util.stream.IntStream.concat(own, Arrays.stream(more))
                .sorted()
                .toArray();
        return found;
    }

    private void nsec(StringBuilder out) {
        var names = List.copyOf(sets.keySet());
        for (int i = 0; i < names.size(); i++) {
            var next = names.get((i + 1) % names.size());
            int[] types = types(names.get(i), Type.RRSIG, Type.NSEC);
            write(out, List.of(new NSECRecord(names.get(i), DClass.IN, TTL, next, types)), true);
        }
    }

    private void nsec3(StringBuilder out) {
        var hashes = new TreeMap<String, byte[]>();
        var owners = new TreeMap<String, Name>();
        for (Name owner : sets.keySet()) {
            // empty non-terminals have a record too (RFC 5155 §7.1)
            for (Name n = owner; n.subdomain(apex); n = new Name(n, 1)) {
                byte[] hash = hash(n);
                hashes.put(base32hex(hash), hash);
                owners.put(base32hex(hash), n);
            }
        }
        for (String label : hashes.keySet()) {
            var next = hashes.higherEntry(label) == null ? hashes.firstEntry() : hashes.higherEntry(label);
            var owner = owners.getOrDefault(label, apex);
            boolean signed = sets.containsKey(owner)
                    && (owner.equals(apex)
                            || !typesAt(owner).contains(Type.NS)
                            || typesAt(owner).contains(Type.DS));
            int[] types = signed ? types(owner, Type.RRSIG) : types(owner);
            var at = name(label + "." + apex);
            write(
                    out,
                    List.of(new NSEC3Record(
                            at, DClass.IN, TTL, 1, 0, NSEC3_ITERATIONS, new byte[0], next.getValue(), types)),
                    true);
        }
    }

    private java.util.Set<Integer> typesAt(Name owner) {
        return sets.getOrDefault(owner, new TreeMap<>()).keySet();
    }

    private static byte[] hash(Name n) {
        try {
            return new NSEC3Record(
                            n, DClass.IN, TTL, 1, 0, NSEC3_ITERATIONS, new byte[0], new byte[20], new int[] {Type.A})
                    .hashName(n);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base32hex(byte[] octets) {
        return new base32(base32.Alphabet.BASE32HEX, false, true).toString(octets);
    }

    private static KeyPair newKeys() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
