package chancery.speed;

import chancery.mail.EmailAddress;
import chancery.mailauth.ResultWord;
import chancery.mailauth.SpfQuery;
import chancery.mailauth.SpfResult;
import chancery.mailauth.SpfVerifier;
import chancery.net.DnsClient;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.james.jspf.core.DNSRequest;
import org.apache.james.jspf.core.DNSService;
import org.apache.james.jspf.impl.SPF;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A sender whose record includes five others of ten networks each, with the client in the last; all six records are in
 * our resolver's cache, which the peer uses too. The floor is the six look-ups.
 */
@State(Scope.Benchmark)
public class SpfSpeed {
    private static final int INCLUDES = 5;
    private static final int NETWORKS = 10;
    private static final String SENDER = "partner.example";

    private final Map<String, String> records = records();
    private final CannedDns dns = new CannedDns(records);
    private final DnsClient resolver = dns.resolver();
    private final SpfVerifier verifier = new SpfVerifier(resolver, InstantSource.system(), "mx.clinic.example");
    private final SpfQuery query = SpfQuery.mailFrom(
            InetAddress.ofLiteral("192.0.2.49"), "mail.partner.example", new EmailAddress("bob", SENDER));
    private final SPF peer = new SPF(new Cached());

    private static Map<String, String> records() {
        var records = new LinkedHashMap<String, String>();
        var all = new StringBuilder("v=spf1");
        for (int i = 0; i < INCLUDES; i++) {
            String name = "spf" + i + ".provider.example";
            all.append(" include:").append(name);
            var record = new StringBuilder("v=spf1");
            for (int n = 0; n < NETWORKS; n++) {
                record.append(" ip4:")
                        .append(i == INCLUDES - 1 && n == NETWORKS - 1 ? "192.0.2" : "198." + i + "." + n);
                record.append(".0/24");
            }
            records.put(name, record.append(" ~all").toString());
        }
        records.put(SENDER, all.append(" -all").toString());
        return records;
    }

    /** Our cache as the peer's name service. */
    private final class Cached implements DNSService {
        @Override
        public List<String> getRecords(DNSRequest request) {
            return request.getRecordType() == DNSRequest.TXT
                    ? new ArrayList<>(resolver.txt(request.getHostname()).recordsOrNone())
                    : new ArrayList<>();
        }

        @Override
        public CompletionStage<List<String>> getRecordsAsync(DNSRequest request) {
            return CompletableFuture.completedFuture(getRecords(request));
        }

        @Override
        public List<String> getLocalDomainNames() {
            return List.of();
        }

        @Override
        public void setTimeOut(int seconds) {
            // nothing is waited for
        }

        @Override
        public int getRecordLimit() {
            return 0;
        }

        @Override
        public void setRecordLimit(int limit) {
            // the records are ours
        }
    }

    @Setup
    public void tryOut() {
        String other = peerJspf();
        if (chancery().result() != ResultWord.PASS || floorLookups() != records.size() || !other.contains("pass")) {
            throw new IllegalStateException("not passed: " + chancery() + " and " + other);
        }
    }

    @TearDown
    public void close() {
        dns.close();
    }

    @Benchmark
    public SpfResult chancery() {
        return verifier.verify(query);
    }

    @Benchmark
    public int floorLookups() {
        int found = 0;
        for (String name : records.keySet()) {
            found += resolver.txt(name).recordsOrNone().size();
        }
        return found;
    }

    @Benchmark
    public String peerJspf() {
        return peer.checkSPF("192.0.2.49", "bob@" + SENDER, "mail.partner.example")
                .getResult();
    }
}
