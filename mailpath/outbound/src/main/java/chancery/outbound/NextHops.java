package chancery.outbound;

import chancery.mail.SmtpReply;
import java.util.List;

/** Where mail for a domain can go. */
sealed interface NextHops {
    /** In the order in which they are to be tried. */
    record Found(List<NextHop> hops) implements NextHops {
        public Found {
            hops = List.copyOf(hops);
        }
    }

    /** Nowhere, now ({@code reply} 4yz) or ever (5yz). */
    record None(SmtpReply reply) implements NextHops {}
}
