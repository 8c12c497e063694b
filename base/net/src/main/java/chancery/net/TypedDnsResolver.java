package chancery.net;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.ReverseMap;
import org.xbill.DNS.TLSARecord;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Turns questions about mail into look-ups and their records into values. */
final class TypedDnsResolver implements DnsResolver {
    private final DnsLookup lookup;

    TypedDnsResolver(DnsLookup lookup) {
        this.lookup = lookup;
    }

    @Override
    public DnsAnswer<MxRecord> mx(String domain) {
        return ask(domain, Type.MX).map(r -> {
            var mx = (MXRecord) r;
            return new MxRecord(mx.getPriority(), host(mx.getTarget()));
        });
    }

    @Override
    public DnsAnswer<InetAddress> addresses(String host) {
        var six = new FutureTask<>(() -> ask(host, Type.AAAA));
        Thread.ofVirtual().name("dns-aaaa").start(six);
        var four = ask(host, Type.A);
        return combined(four, joined(six)).map(TypedDnsResolver::address);
    }

    @Override
    public DnsAnswer<InetAddress> ipv4(String host) {
        return ask(host, Type.A).map(TypedDnsResolver::address);
    }

    @Override
    public DnsAnswer<InetAddress> ipv6(String host) {
        return ask(host, Type.AAAA).map(TypedDnsResolver::address);
    }

    private static DnsAnswer<Record> joined(FutureTask<DnsAnswer<Record>> task) {
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new DnsAnswer.TemporaryFailure<>("interrupted", DnsSecurity.UNKNOWN);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private static DnsAnswer<Record> combined(DnsAnswer<Record> four, DnsAnswer<Record> six) {
        if (four instanceof DnsAnswer.Records<Record> a && six instanceof DnsAnswer.Records<Record> b) {
            List<Record> both = new ArrayList<>(a.records());
            both.addAll(b.records());
            var ttl = a.ttl().compareTo(b.ttl()) <= 0 ? a.ttl() : b.ttl();
            return new DnsAnswer.Records<>(both, ttl, a.security().and(b.security()));
        }
        if (four instanceof DnsAnswer.Records<Record>) {
            return four;
        }
        boolean sixTells =
                six instanceof DnsAnswer.Records<Record> || six instanceof DnsAnswer.TemporaryFailure<Record>;
        return sixTells ? six : four;
    }

    private static InetAddress address(Record r) {
        return r instanceof ARecord a ? a.getAddress() : ((AAAARecord) r).getAddress();
    }

    @Override
    public DnsAnswer<String> txt(String name) {
        return ask(name, Type.TXT).map(r -> {
            var text = new StringBuilder();
            for (Object part : ((TXTRecord) r).getStringsAsByteArrays()) {
                text.append(new String((byte[]) part, StandardCharsets.ISO_8859_1));
            }
            return text.toString();
        });
    }

    @Override
    public DnsAnswer<String> ptr(InetAddress address) {
        return lookup.lookup(ReverseMap.fromAddress(address), Type.PTR).map(r -> host(((PTRRecord) r).getTarget()));
    }

    @Override
    public DnsAnswer<TlsaRecord> tlsa(String name) {
        return ask(name, Type.TLSA).map(r -> {
            var t = (TLSARecord) r;
            String data = HexFormat.of().formatHex(t.getCertificateAssociationData());
            return new TlsaRecord(t.getCertificateUsage(), t.getSelector(), t.getMatchingType(), data);
        });
    }

    @Override
    public DnsAnswer<String> cname(String name) {
        return ask(name, Type.CNAME).map(r -> host(((CNAMERecord) r).getTarget()));
    }

    @Override
    public DnsAnswer<String> query(String name, int type) {
        return ask(name, type).map(Record::rdataToString);
    }

    private DnsAnswer<Record> ask(String name, int type) {
        try {
            return lookup.lookup(Name.fromString(name, Name.root), type);
        } catch (TextParseException e) {
            return new DnsAnswer.NoDomain<>(DnsSecurity.UNKNOWN);
        }
    }

    private static String host(Name name) {
        return name.toString(true).equals("@") || name.equals(Name.root)
                ? ""
                : name.toString(true).toLowerCase(Locale.ROOT);
    }
}
