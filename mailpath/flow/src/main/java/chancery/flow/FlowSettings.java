package chancery.flow;

import chancery.mime.MimeLimits;
import java.time.Duration;

/**
 * @param hostname our name in trace fields and reports
 * @param headerLimit octets of a header section beyond which a mail is refused
 * @param loopLimit Received fields beyond which a mail is taken for looping (RFC 5321 §6.3)
 * @param expiry how long delivery is tried (RFC 5321 §4.5.4.1)
 * @param quarantine how long a refused share of an accepted mail from outside is kept
 */
public record FlowSettings(
        String hostname, MimeLimits mimeLimits, int headerLimit, int loopLimit, Duration expiry, Duration quarantine) {}
