package chancery.outbound;

import chancery.mail.SmtpReply;
import chancery.net.DnsAnswer;
import chancery.net.DnsResolver;
import chancery.net.DnsSecurity;
import chancery.net.MxRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/** Finds and orders the next hops for a domain (RFC 5321 §5.1). */
final class NextHopSelection {
    private static final SmtpReply NULL_MX = SmtpReply.of(556, "5.1.10", "The recipient's domain accepts no mail");
    private static final SmtpReply NO_DOMAIN = SmtpReply.of(550, "5.1.2", "The recipient's domain does not exist");
    private static final SmtpReply LOOP = SmtpReply.of(554, "5.4.6", "Mail for this domain would come back to us");

    private final DnsResolver dns;
    private final String ownHost;
    private final int mxPort;
    private final RandomGenerator random;

    NextHopSelection(DnsResolver dns, String ownHost, int mxPort, RandomGenerator random) {
        this.dns = dns;
        this.ownHost = ownHost;
        this.mxPort = mxPort;
        this.random = random;
    }

    static SmtpReply dnsTrouble(String why) {
        return SmtpReply.of(451, "4.4.3", "The domain name system gave no answer: " + why.replaceAll("[^ -~]", "?"));
    }

    NextHops select(String domain, Route route) {
        return switch (route) {
            case Route.Smarthost s ->
                new NextHops.Found(List.of(new NextHop(domain, s.host(), s.port(), true, DnsSecurity.SECURE)));
            case Route.MxLookup m -> domain.startsWith("[") ? literal(domain) : byMx(domain);
        };
    }

    // RFC 5321 §4.1.3
    private NextHops literal(String domain) {
        String inside = domain.substring(1, domain.length() - 1);
        String address = inside.startsWith("IPv6:") ? inside.substring("IPv6:".length()) : inside;
        return new NextHops.Found(List.of(new NextHop(domain, address, mxPort, false, DnsSecurity.SECURE)));
    }

    private NextHops byMx(String domain) {
        return switch (dns.mx(domain)) {
            case DnsAnswer.Records<MxRecord> r -> byRecords(domain, r);
            case DnsAnswer.NoRecords<MxRecord> n -> implicit(domain, n.security());
            case DnsAnswer.NoDomain<MxRecord> n -> new NextHops.None(NO_DOMAIN);
            case DnsAnswer.TemporaryFailure<MxRecord> f -> new NextHops.None(dnsTrouble(f.why()));
        };
    }

    private NextHops implicit(String domain, DnsSecurity security) {
        if (domain.equals(ownHost)) {
            return new NextHops.None(LOOP);
        }
        return new NextHops.Found(List.of(new NextHop(domain, domain, mxPort, false, security)));
    }

    private NextHops byRecords(String domain, DnsAnswer.Records<MxRecord> answer) {
        List<MxRecord> records = new ArrayList<>(answer.records());
        records.removeIf(MxRecord::isNull);
        if (records.isEmpty()) {
            // RFC 7505 §4.2
            return new NextHops.None(NULL_MX);
        }
        // shuffled first: the sort is stable, so that equals stay in random order
        Collections.shuffle(records, java.util.Random.from(random));
        records.sort(Comparator.comparingInt(MxRecord::preference));
        int own = ownPreference(records);
        records.removeIf(mx -> mx.preference() >= own);
        if (records.isEmpty()) {
            return new NextHops.None(LOOP);
        }
        List<NextHop> hops = new ArrayList<>();
        for (MxRecord mx : records) {
            hops.add(new NextHop(domain, mx.host(), mxPort, false, answer.security()));
        }
        return new NextHops.Found(hops);
    }

    // RFC 5321 §5.1: hosts that are not better than we are would only send it back
    private int ownPreference(List<MxRecord> sorted) {
        for (MxRecord mx : sorted) {
            if (mx.host().equals(ownHost)) {
                return mx.preference();
            }
        }
        return Integer.MAX_VALUE;
    }
}
