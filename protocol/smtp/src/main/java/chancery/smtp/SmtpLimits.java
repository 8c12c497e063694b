package chancery.smtp;

import java.time.Duration;

/** Bounds on what a client may take of a server. */
public record SmtpLimits(Content content, Session session, Patience patience) {
    /** Fit for a server on the open network. */
    public static final SmtpLimits DEFAULT = new SmtpLimits(Content.DEFAULT, Session.DEFAULT, Patience.DEFAULT);

    /**
     * @param size most octets of a content; told to the client by SIZE (RFC 1870 §3)
     * @param line longest line in octets with its CR LF. RFC 5321 §4.5.3.1.6 has 1,000; we take 64 KiB by default, because
     *     real mail has such lines (HTML in one line, long References) and refusing it loses mail that does no harm here: no
     *     line is ever held in memory
     * @param drain octets of a refused content that are read and thrown away to answer in order; beyond it the
     *     connection is closed
     */
    public record Content(long size, int line, long drain) {
        public static final Content DEFAULT = new Content(150L << 20, 64 << 10, 64L << 20);
    }

    /**
     * @param connections at the same time, in total
     * @param perAddress connections at the same time from one address, IPv6 counted by its /64
     * @param recipients in one transaction; told to the client by LIMITS (RFC 9422 §3)
     * @param transactions in one session, told as well
     * @param errors refused commands in one session before 421
     * @param commandsPerMinute commands that move no mail (EHLO, RSET, NOOP, VRFY, AUTH ...) before 421
     */
    public record Session(
            int connections, int perAddress, int recipients, int transactions, int errors, int commandsPerMinute) {
        public static final Session DEFAULT = new Session(2_000, 200, 1_000, 1_000, 20, 600);
    }

    /**
     * @param command for a whole command line to arrive (RFC 5321 §4.5.3.2.7: at least 5 minutes), and for a proxy's header
     *     and the TLS handshake, which get at most 30 seconds of it
     * @param block silence within a content (RFC 5321 §4.5.3.2.5: at least 3 minutes)
     * @param content for a whole content
     * @param minimumRate octets per second that a content must reach on average, looked at after {@code rateAfter}
     * @param drain silence while a refused content is drained; short, since the answer is known
     */
    public record Patience(
            Duration command, Duration block, Duration content, int minimumRate, Duration rateAfter, Duration drain) {
        public static final Patience DEFAULT = new Patience(
                Duration.ofMinutes(5),
                Duration.ofMinutes(3),
                Duration.ofHours(1),
                1_000,
                Duration.ofMinutes(1),
                Duration.ofSeconds(10));
    }

    public SmtpLimits withContent(Content other) {
        return new SmtpLimits(other, session, patience);
    }

    public SmtpLimits withSession(Session other) {
        return new SmtpLimits(content, other, patience);
    }

    public SmtpLimits withPatience(Patience other) {
        return new SmtpLimits(content, session, other);
    }
}
