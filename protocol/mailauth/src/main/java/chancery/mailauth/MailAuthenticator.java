package chancery.mailauth;

import chancery.mail.ReversePath;
import chancery.mail.SyntaxException;
import chancery.mime.HeaderSection;
import chancery.mime.MessageParser;
import chancery.mime.MimeLimits;
import chancery.mime.MimeSource;
import chancery.net.DnsResolver;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Asks all methods about one mail. Safe for use by any number of threads. The message is read once and its body never
 * held; look-ups end after the given time, and what could not be asked until then is {@code temperror}.
 */
public final class MailAuthenticator {
    /** For all look-ups of one mail; far below the ten minutes that a client waits (RFC 5321 §4.5.3.2.6). */
    public static final Duration TIME = Duration.ofSeconds(30);

    private final DnsResolver dns;
    private final InstantSource clock;
    private final String receiver;
    private final DkimPolicy dkimPolicy;
    private final Duration time;

    /** @param receiver our own host name */
    public MailAuthenticator(DnsResolver dns, InstantSource clock, String receiver) {
        this(dns, clock, receiver, DkimPolicy.RFC_8301, TIME);
    }

    public MailAuthenticator(
            DnsResolver dns, InstantSource clock, String receiver, DkimPolicy dkimPolicy, Duration time) {
        this.dns = dns;
        this.clock = clock;
        this.receiver = receiver;
        this.dkimPolicy = dkimPolicy;
        this.time = time;
    }

    /**
     * What the client said and where it is.
     *
     * @param client its address
     * @param helo the name from EHLO, empty when unknown
     */
    public record Client(InetAddress client, String helo) {}

    /**
     * Authenticates a mail as it came in, before anything is added to it.
     *
     * @throws SyntaxException when the header section is beyond the limits of a message
     */
    public Authentication authenticate(Client client, ReversePath reversePath, MimeSource message)
            throws SyntaxException, IOException {
        HeaderSection header;
        try (InputStream in = message.open()) {
            header = MessageParser.parseHeader(in, MimeLimits.STANDARD);
        }
        return authenticate(client, reversePath, header, message);
    }

    /** The same for a message whose header section was already read. */
    public Authentication authenticate(Client client, ReversePath reversePath, HeaderSection header, MimeSource message)
            throws IOException {
        var now = clock.instant();
        var bounded = new DeadlineDns(dns, clock, now.plus(time));
        var dkimVerifier = new DkimVerifier(bounded, clock, dkimPolicy);
        var hashes = new BodyHashes();
        var checks = dkimVerifier.begin(header, now, hashes);
        var chain = ArcCheck.begin(header, hashes);
        if (!hashes.isEmpty()) {
            try (InputStream body = message.open(header.size(), Long.MAX_VALUE)) {
                hashes.read(body);
            }
        }
        var spf = new SpfVerifier(bounded, clock, receiver, time);
        var mailFrom = spf.verify(query(client, reversePath));
        var helo = reversePath instanceof ReversePath.Null
                ? mailFrom
                : spf.verify(SpfQuery.helo(client.client(), client.helo()));
        var dkim = dkimVerifier.finish(header, checks, bounded);
        var arc = chain.finish(header, new KeyFetch(bounded, DkimPolicy.RFC_8301));
        var dmarc = new DmarcEvaluation(bounded, mailFrom, dkim).run(header);
        return new Authentication(helo, mailFrom, dkim, arc, dmarc);
    }

    private static SpfQuery query(Client client, ReversePath reversePath) {
        return switch (reversePath) {
            case ReversePath.Null none -> SpfQuery.nullReversePath(client.client(), client.helo());
            case ReversePath.Mailbox mailbox -> SpfQuery.mailFrom(client.client(), client.helo(), mailbox.address());
        };
    }
}
