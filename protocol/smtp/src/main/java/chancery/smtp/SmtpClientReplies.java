package chancery.smtp;

import chancery.mail.EnhancedStatus;
import chancery.mail.SmtpReply;
import java.util.Optional;

/** Judges a server's reply and turns it into a value that is fit for logs, audit and DSN. */
final class SmtpClientReplies {
    private static final int MAX_TEXT = 900;

    private SmtpClientReplies() {}

    /** 2yz. */
    static boolean isCompletion(ServerReply reply) {
        return reply.code() < 300;
    }

    /** 3yz, which only DATA has a use for. */
    static boolean wantsMore(ServerReply reply) {
        return reply.code() >= 300 && reply.code() < 400;
    }

    /**
     * The reply as a value. A status that contradicts the code is replaced by the general one of the code's class; a
     * code that makes no sense where it came becomes 451.
     */
    static SmtpReply value(ServerReply reply) {
        if (wantsMore(reply)) {
            return SmtpReply.of(451, "4.5.0", "The next hop broke the protocol");
        }
        EnhancedStatus status = reply.statusOrGeneral();
        String printable = withoutStatus(reply).strip().replaceAll("[^ -~]", "?");
        return new SmtpReply(reply.code(), status, printable.substring(0, Math.min(MAX_TEXT, printable.length())));
    }

    // a status in front that did not fit the code is still there
    private static String withoutStatus(ServerReply reply) {
        Optional<EnhancedStatus> fits = reply.status();
        String text = reply.text();
        return fits.isPresent() ? text : text.replaceFirst("^[245]\\.\\d{1,3}\\.\\d{1,3}( |$)", "");
    }
}
