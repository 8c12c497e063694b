package chancery.smtp;

import java.time.Duration;

/**
 * How this installation appears as an SMTP client.
 *
 * @param heloName own host name for EHLO (RFC 5321 §4.1.1.1)
 * @param maxRecipients forward-paths in one transaction; 100 is what every server takes (RFC 5321 §4.5.3.1.8)
 */
public record SmtpClientConfig(String heloName, Timeouts timeouts, int maxRecipients) {
    public SmtpClientConfig {
        if (maxRecipients < 1 || !heloName.matches("[!-~]{1,255}")) {
            throw new IllegalArgumentException("client needs a host name and room for a recipient");
        }
    }

    public static SmtpClientConfig of(String heloName) {
        return new SmtpClientConfig(heloName, Timeouts.STANDARD, 100);
    }

    /**
     * How long one answer may take (RFC 5321 §4.5.3.2). The deadline of an attempt ends each of them early.
     *
     * @param connect for the TCP connection
     * @param greeting for the greeting and the answer to EHLO
     * @param handshake for each read of the TLS handshake
     * @param command for MAIL, RCPT, RSET
     * @param dataStart for the answer to DATA
     * @param dataBlock for each write of content
     * @param dataEnd for the answer to the final dot
     */
    public record Timeouts(
            Duration connect,
            Duration greeting,
            Duration handshake,
            Duration command,
            Duration dataStart,
            Duration dataBlock,
            Duration dataEnd) {
        /** The values of RFC 5321 §4.5.3.2; connect and handshake, which it leaves open, after 30 seconds. */
        public static final Timeouts STANDARD = new Timeouts(
                Duration.ofSeconds(30),
                Duration.ofMinutes(5),
                Duration.ofSeconds(30),
                Duration.ofMinutes(5),
                Duration.ofMinutes(2),
                Duration.ofMinutes(3),
                Duration.ofMinutes(10));

        /** The same time for everything. */
        public static Timeouts all(Duration each) {
            return new Timeouts(each, each, each, each, each, each, each);
        }
    }
}
