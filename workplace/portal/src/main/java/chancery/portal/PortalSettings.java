package chancery.portal;

import chancery.config.PortalConfig;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;

/**
 * How the portal runs.
 *
 * @param baseUrl what links begin with: {@code https://}, host and port, no path
 * @param node names this node in the audit
 * @param clock its zone is the one in which times are shown
 */
public record PortalSettings(
        URI baseUrl, PortalConfig config, PortalSecrets secrets, String node, Clock clock, SecureRandom random) {
    static final Duration SHORTEST_LIFE = Duration.ofDays(1);
    static final Duration LONGEST_LIFE = Duration.ofDays(21);
    static final Duration LONGEST_SESSION = Duration.ofHours(12);
    /** Codes per recipient of one mail and hour; beyond it the mailbox would be flooded. */
    static final int CODES_PER_HOUR = 10;
    /** Codes per mailbox and hour over all of its mails, so that many links do not make many floods. */
    static final int MAILBOX_CODES_PER_HOUR = 40;

    static final int ANSWER_FILES = 20;

    static Duration within(Duration wanted) {
        if (wanted.compareTo(SHORTEST_LIFE) < 0) {
            return SHORTEST_LIFE;
        }
        return wanted.compareTo(LONGEST_LIFE) > 0 ? LONGEST_LIFE : wanted;
    }

    AnswerPages.Limits answerLimits() {
        return new AnswerPages.Limits(ANSWER_FILES, config.replySize().octets());
    }
}
