package chancery.mailauth;

import chancery.mail.SyntaxException;
import chancery.mime.HeaderSection;
import chancery.mime.MessageParser;
import chancery.mime.MimeLimits;
import chancery.mime.MimeSource;
import chancery.net.DnsResolver;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.InstantSource;

/**
 * ARC (RFC 8617), verified and not added: the standard is experimental and on its way out, but what a known list or
 * forwarder saw is worth knowing. Safe for use by any number of threads; reads the message once.
 */
public final class ArcVerifier {
    /** For all look-ups together. */
    public static final Duration TIME = Duration.ofSeconds(20);

    private final DnsResolver dns;
    private final InstantSource clock;

    public ArcVerifier(DnsResolver dns, InstantSource clock) {
        this.dns = dns;
        this.clock = clock;
    }

    /**
     * Every outcome is a result.
     *
     * @throws SyntaxException when the header section is beyond the limits of a message
     */
    public ArcResult verify(MimeSource message) throws SyntaxException, IOException {
        HeaderSection header;
        try (InputStream in = message.open()) {
            header = MessageParser.parseHeader(in, MimeLimits.STANDARD);
        }
        var hashes = new BodyHashes();
        var check = ArcCheck.begin(header, hashes);
        if (!hashes.isEmpty()) {
            try (InputStream body = message.open(header.size(), Long.MAX_VALUE)) {
                hashes.read(body);
            }
        }
        var bounded = new DeadlineDns(dns, clock, clock.instant().plus(TIME));
        return check.finish(header, new KeyFetch(bounded, DkimPolicy.RFC_8301));
    }
}
