package chancery.net;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.dnssec.ValidatingResolver;

/** Reads a recursive server's response. */
final class DnsMessageReader {
    /** An answer with the time it may be kept. */
    record Read(DnsAnswer<Record> answer, Duration keep) {}

    private static final int MAX_ALIASES = 8;
    private static final int MAX_RECORDS = 1000;
    private static final Duration NEGATIVE_WITHOUT_SOA = Duration.ofSeconds(60);
    private static final Duration MAX_NEGATIVE = Duration.ofMinutes(15);

    private final DnssecMode mode;

    DnsMessageReader(DnssecMode mode) {
        this.mode = mode;
    }

    Read read(Message response, Name name, int type) {
        if (response.getHeader().getOpcode() != Opcode.QUERY) {
            return failure("the answer is none to a question", DnsSecurity.UNKNOWN);
        }
        var security = security(response);
        int rcode = response.getRcode();
        if (rcode != Rcode.NOERROR && rcode != Rcode.NXDOMAIN) {
            var reason = reason(response);
            return reason.isEmpty()
                    ? failure("server answered " + Rcode.string(rcode), DnsSecurity.UNKNOWN)
                    : failure("validation failed: " + reason, security);
        }
        var answer = response.getSection(Section.ANSWER);
        if (answer.size() > MAX_RECORDS) {
            return failure("more than " + MAX_RECORDS + " records", DnsSecurity.UNKNOWN);
        }
        long ttl = Long.MAX_VALUE;
        Name owner = name;
        for (int hops = 0; hops <= MAX_ALIASES; hops++) {
            List<Record> found = recordsOf(answer, owner, type);
            if (!found.isEmpty()) {
                return positive(found, ttl, security);
            }
            CNAMERecord alias = aliasOf(answer, owner);
            if (alias == null) {
                return negative(response, rcode, security);
            }
            ttl = Math.min(ttl, alias.getTTL());
            owner = alias.getTarget();
        }
        return failure("too many aliases", security);
    }

    private static Read failure(String why, DnsSecurity security) {
        return new Read(new DnsAnswer.TemporaryFailure<>(why, security), Duration.ZERO);
    }

    private static Read positive(List<Record> found, long aliasTtl, DnsSecurity security) {
        long ttl = aliasTtl;
        for (Record r : found) {
            ttl = Math.min(ttl, r.getTTL());
        }
        var keep = Duration.ofSeconds(ttl);
        return new Read(new DnsAnswer.Records<>(found, keep, security), keep);
    }

    // RFC 2308 §5: the lesser of the SOA's TTL and its last field
    private static Read negative(Message response, int rcode, DnsSecurity security) {
        var keep = NEGATIVE_WITHOUT_SOA;
        for (Record r : response.getSection(Section.AUTHORITY)) {
            if (r instanceof SOARecord soa) {
                keep = Duration.ofSeconds(Math.min(soa.getTTL(), soa.getMinimum()));
            }
        }
        if (keep.compareTo(MAX_NEGATIVE) > 0) {
            keep = MAX_NEGATIVE;
        }
        DnsAnswer<Record> none =
                rcode == Rcode.NXDOMAIN ? new DnsAnswer.NoDomain<>(security) : new DnsAnswer.NoRecords<>(security);
        return new Read(none, keep);
    }

    private static List<Record> recordsOf(List<Record> answer, Name owner, int type) {
        List<Record> found = new ArrayList<>();
        for (Record r : answer) {
            if (r.getType() == type && r.getDClass() == DClass.IN && r.getName().equals(owner)) {
                found.add(r);
            }
        }
        return found;
    }

    private static @Nullable CNAMERecord aliasOf(List<Record> answer, Name owner) {
        for (Record r : answer) {
            if (r instanceof CNAMERecord alias && r.getName().equals(owner)) {
                return alias;
            }
        }
        return null;
    }

    private DnsSecurity security(Message response) {
        boolean authentic = response.getHeader().getFlag(Flags.AD);
        return switch (mode) {
            case OFF -> DnsSecurity.UNKNOWN;
            case TRUST_SERVERS -> authentic ? DnsSecurity.SECURE : DnsSecurity.INSECURE;
            case VALIDATE -> validated(response, authentic);
        };
    }

    /** The validator gives a reason for whatever it checked and did not find secure; without one nothing was checked. */
    private static DnsSecurity validated(Message response, boolean authentic) {
        if (authentic) {
            return DnsSecurity.SECURE;
        }
        if (reason(response).isEmpty()) {
            return DnsSecurity.UNKNOWN;
        }
        int rcode = response.getRcode();
        return rcode == Rcode.NOERROR || rcode == Rcode.NXDOMAIN ? DnsSecurity.INSECURE : DnsSecurity.BOGUS;
    }

    private static String reason(Message response) {
        for (Record r : response.getSection(Section.ADDITIONAL)) {
            if (r instanceof TXTRecord text && r.getDClass() == ValidatingResolver.VALIDATION_REASON_QCLASS) {
                return String.join("", text.getStrings());
            }
        }
        return "";
    }
}
