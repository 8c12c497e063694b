package chancery.mailauth;

import chancery.mail.SyntaxException;
import chancery.mime.HeaderField;
import chancery.mime.HeaderSection;
import chancery.mime.MessageParser;
import chancery.mime.MimeLimits;
import chancery.mime.MimeSource;
import chancery.net.DnsResolver;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * DKIM (RFC 6376): was the message signed, and is it still what was signed? Safe for use by any number of threads. Reads
 * the message once and never holds its body; blocks for one look-up per signature.
 */
public final class DkimVerifier {
    /** The header field. */
    static final String FIELD = "DKIM-Signature";

    /** Signatures that are looked at, from the top; the others get the word {@code policy} (RFC 6376 §8.4). */
    public static final int MOST_SIGNATURES = 10;

    /** Signatures that have a result at all. */
    static final int MOST_RESULTS = 50;

    /** For all look-ups together. */
    public static final Duration TIME = Duration.ofSeconds(20);

    private final DnsResolver dns;
    private final InstantSource clock;
    private final DkimPolicy policy;

    /** With the rules of today. */
    public DkimVerifier(DnsResolver dns, InstantSource clock) {
        this(dns, clock, DkimPolicy.RFC_8301);
    }

    public DkimVerifier(DnsResolver dns, InstantSource clock, DkimPolicy policy) {
        this.dns = dns;
        this.clock = clock;
        this.policy = policy;
    }

    /**
     * A result for each signature from the top, but no more than fifty; none when the message is not signed.
     *
     * @throws SyntaxException when the header section is beyond the limits of a message
     */
    public List<DkimResult> verify(MimeSource message) throws SyntaxException, IOException {
        HeaderSection header;
        try (InputStream in = message.open()) {
            header = MessageParser.parseHeader(in, MimeLimits.STANDARD);
        }
        return verify(header, message);
    }

    /** The same for a message whose header section was already read. */
    public List<DkimResult> verify(HeaderSection header, MimeSource message) throws IOException {
        var now = clock.instant();
        var hashes = new BodyHashes();
        var checks = begin(header, now, hashes);
        if (!hashes.isEmpty()) {
            try (InputStream body = message.open(header.size(), Long.MAX_VALUE)) {
                hashes.read(body);
            }
        }
        return finish(header, checks, new DeadlineDns(dns, clock, now.plus(TIME)));
    }

    List<DkimCheck> begin(HeaderSection header, Instant now, BodyHashes hashes) {
        var checks = new ArrayList<DkimCheck>();
        for (HeaderField field : header.all(FIELD)) {
            if (checks.size() == MOST_RESULTS) {
                break;
            }
            checks.add(
                    checks.size() < MOST_SIGNATURES
                            ? DkimCheck.begin(field, policy, now, hashes)
                            : DkimCheck.decided(
                                    field, ResultWord.POLICY, "more than " + MOST_SIGNATURES + " signatures"));
        }
        return checks;
    }

    List<DkimResult> finish(HeaderSection header, List<DkimCheck> checks, DnsResolver bounded) {
        var fields = new SignedFields(header.fields());
        var keys = new KeyFetch(bounded, policy);
        return checks.stream().map(c -> c.finish(fields, keys, policy)).toList();
    }
}
