package chancery.net;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullMarked;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * A DNS in memory, wildcards included. What was not put in does not exist; names can be made to fail, or to be secure, insecure or bogus.
 * Other modules' tests get it by net's test-jar.
 */
@NullMarked
public final class FakeDns implements DnsResolver {
    private static final int TTL = 300;

    private final Map<Name, List<Record>> zone = new ConcurrentHashMap<>();
    private final Map<Name, String> failing = new ConcurrentHashMap<>();
    private final Map<String, String> failingTypes = new ConcurrentHashMap<>();
    private final Map<Name, DnsSecurity> security = new ConcurrentHashMap<>();
    private final DnsResolver typed = new TypedDnsResolver(this::lookup);
    private final AtomicInteger questions = new AtomicInteger();
    private final DnsSecurity otherwise;

    public FakeDns() {
        this(DnsSecurity.UNKNOWN);
    }

    /** @param otherwise security of names that were given none */
    public FakeDns(DnsSecurity otherwise) {
        this.otherwise = otherwise;
    }

    /** Adds a record in the presentation format: {@code record("a.example", "MX", "10 mx.a.example.")}. */
    public FakeDns record(String name, String type, String rdata) {
        return record(name, TTL, type, rdata);
    }

    public FakeDns record(String name, int ttl, String type, String rdata) {
        try {
            var owner = name(name);
            var r = Record.fromString(owner, Type.value(type), DClass.IN, ttl, rdata, Name.root);
            zone.computeIfAbsent(owner, n -> new ArrayList<>()).add(r);
            return this;
        } catch (java.io.IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    public FakeDns mx(String domain, int preference, String host) {
        return record(domain, "MX", preference + " " + host + ".");
    }

    public FakeDns nullMx(String domain) {
        return record(domain, "MX", "0 .");
    }

    /** {@code address} is IPv4 or IPv6. */
    public FakeDns address(String host, String address) {
        return record(host, address.contains(":") ? "AAAA" : "A", address);
    }

    public FakeDns txt(String name, String text) {
        return record(name, "TXT", "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"");
    }

    public FakeDns alias(String name, String target) {
        return record(name, "CNAME", target + ".");
    }

    /** Every question about {@code name} fails from now on. */
    public FakeDns fails(String name, String why) {
        failing.put(name(name), why);
        return this;
    }

    /** Every question about {@code name} gets no answer within the deadline, from now on; nobody waits for it. */
    public FakeDns timesOut(String name) {
        return fails(name, "no answer within the deadline");
    }

    /** Questions of one type about {@code name} fail from now on, others do not. */
    public FakeDns fails(String name, String type, String why) {
        failingTypes.put(key(name) + Type.value(type), why);
        return this;
    }

    public FakeDns recovers(String name) {
        failing.remove(name(name));
        failingTypes.keySet().removeIf(key -> key.startsWith(key(name)));
        return this;
    }

    public FakeDns forgets(String name) {
        zone.remove(name(name));
        return this;
    }

    public FakeDns security(String name, DnsSecurity value) {
        security.put(name(name), value);
        return this;
    }

    /** Questions asked so far. */
    public int questions() {
        return questions.get();
    }

    private static String key(String name) {
        return name(name).toString().toLowerCase(Locale.ROOT) + " ";
    }

    private static Name name(String text) {
        try {
            return Name.fromString(text, Name.root);
        } catch (TextParseException e) {
            throw new IllegalArgumentException(e);
        }
    }

    DnsAnswer<Record> lookup(Name name, int type) {
        questions.incrementAndGet();
        Name owner = name;
        var known = security.getOrDefault(owner, otherwise);
        for (int hops = 0; hops <= 8; hops++) {
            known = known.and(security.getOrDefault(owner, otherwise));
            var trouble = trouble(owner, type, known);
            if (!trouble.isEmpty()) {
                return new DnsAnswer.TemporaryFailure<>(trouble, known);
            }
            List<Record> found = records(owner, type);
            if (!found.isEmpty()) {
                long ttl = found.stream().mapToLong(Record::getTTL).min().orElse(TTL);
                return new DnsAnswer.Records<>(found, Duration.ofSeconds(ttl), known);
            }
            List<Record> aliases = records(owner, Type.CNAME);
            if (aliases.isEmpty()) {
                return exists(source(owner)) ? new DnsAnswer.NoRecords<>(known) : new DnsAnswer.NoDomain<>(known);
            }
            owner = ((CNAMERecord) aliases.getFirst()).getTarget();
        }
        return new DnsAnswer.TemporaryFailure<>("too many aliases", known);
    }

    /** A bogus answer is withheld, as a validating resolver does. */
    private String trouble(Name owner, int type, DnsSecurity known) {
        var ofType = failingTypes.get(owner.toString().toLowerCase(Locale.ROOT) + " " + type);
        var why = failing.getOrDefault(owner, ofType == null ? "" : ofType);
        return why.isEmpty() && known == DnsSecurity.BOGUS ? "validation failed" : why;
    }

    List<Record> records(Name owner, int type) {
        return zone.getOrDefault(source(owner), List.of()).stream()
                .filter(r -> r.getType() == type)
                .map(r -> r.getName().equals(owner) ? r : copy(r, owner))
                .toList();
    }

    private static Record copy(Record r, Name owner) {
        return Record.newRecord(owner, r.getType(), r.getDClass(), r.getTTL(), r.rdataToWireCanonical());
    }

    /** The name itself, or for one that does not exist the wildcard right below the nearest that does, if there is one. */
    private Name source(Name name) {
        int gone = 0;
        while (gone < name.labels() && !exists(new Name(name, gone))) {
            gone++;
        }
        boolean covered = gone > 0 && gone < name.labels() && zone.containsKey(name.wild(gone));
        return covered ? name.wild(gone) : name;
    }

    private boolean exists(Name name) {
        Set<Name> names = zone.keySet();
        return names.stream().anyMatch(n -> n.subdomain(name));
    }

    @Override
    public DnsAnswer<MxRecord> mx(String domain) {
        return typed.mx(domain);
    }

    @Override
    public DnsAnswer<InetAddress> addresses(String host) {
        return typed.addresses(host);
    }

    @Override
    public DnsAnswer<InetAddress> ipv4(String host) {
        return typed.ipv4(host);
    }

    @Override
    public DnsAnswer<InetAddress> ipv6(String host) {
        return typed.ipv6(host);
    }

    @Override
    public DnsAnswer<String> cname(String name) {
        return typed.cname(name);
    }

    @Override
    public DnsAnswer<String> txt(String name) {
        return typed.txt(name);
    }

    @Override
    public DnsAnswer<String> ptr(InetAddress address) {
        return typed.ptr(address);
    }

    @Override
    public DnsAnswer<TlsaRecord> tlsa(String name) {
        return typed.tlsa(name);
    }

    @Override
    public DnsAnswer<String> query(String name, int type) {
        return typed.query(name, type);
    }
}
