package chancery.mailauth;

import chancery.net.DnsAnswer;
import chancery.net.DnsResolver;
import chancery.net.DnsSecurity;
import chancery.net.MxRecord;
import chancery.net.TlsaRecord;
import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * Asks nothing any more after a point in time, and nothing that is no plain name. One answer may come as late as the
 * resolver's own deadline after that.
 */
final class DeadlineDns implements DnsResolver {
    private final DnsResolver dns;
    private final InstantSource clock;
    private final Instant end;

    DeadlineDns(DnsResolver dns, InstantSource clock, Instant end) {
        this.dns = dns;
        this.clock = clock;
        this.end = end;
    }

    private <T> DnsAnswer<T> inTime(String name, Supplier<DnsAnswer<T>> question) {
        if (!clock.instant().isBefore(end)) {
            return new DnsAnswer.TemporaryFailure<>("the time for this mail is over", DnsSecurity.UNKNOWN);
        }
        return isPlain(name) ? question.get() : new DnsAnswer.NoDomain<>(DnsSecurity.UNKNOWN);
    }

    /** A name out of a mail may hold anything; presentation escapes and other alphabets are no host's name. */
    private static boolean isPlain(String name) {
        int length = name.endsWith(".") ? name.length() - 1 : name.length();
        if (length < 1 || length > 253) {
            return false;
        }
        int labelStart = 0;
        for (int i = 0; i <= length; i++) {
            char c = i == length ? '.' : name.charAt(i);
            boolean ends = c == '.';
            int labelLength = i - labelStart;
            boolean fits = ends ? labelLength > 0 && labelLength <= 63 : c != '\\' && (Cursor.isVisible(c) || c == ' ');
            if (!fits) {
                return false;
            }
            labelStart = ends ? i + 1 : labelStart;
        }
        return true;
    }

    @Override
    public DnsAnswer<MxRecord> mx(String domain) {
        return inTime(domain, () -> dns.mx(domain));
    }

    @Override
    public DnsAnswer<InetAddress> addresses(String host) {
        return inTime(host, () -> dns.addresses(host));
    }

    @Override
    public DnsAnswer<InetAddress> ipv4(String host) {
        return inTime(host, () -> dns.ipv4(host));
    }

    @Override
    public DnsAnswer<InetAddress> ipv6(String host) {
        return inTime(host, () -> dns.ipv6(host));
    }

    @Override
    public DnsAnswer<String> cname(String name) {
        return inTime(name, () -> dns.cname(name));
    }

    @Override
    public DnsAnswer<String> txt(String name) {
        return inTime(name, () -> dns.txt(name));
    }

    @Override
    public DnsAnswer<String> ptr(InetAddress address) {
        return inTime("ptr", () -> dns.ptr(address));
    }

    @Override
    public DnsAnswer<TlsaRecord> tlsa(String name) {
        return inTime(name, () -> dns.tlsa(name));
    }

    @Override
    public DnsAnswer<String> query(String name, int type) {
        return inTime(name, () -> dns.query(name, type));
    }
}
