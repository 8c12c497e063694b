package chancery.report;

import chancery.mime.HeaderSection;
import chancery.mime.Message;
import java.util.Locale;

/** From whom a mail comes that may be about another: a mail system, a program that answers, or somebody. */
enum BounceOrigin {
    /** The author or the subject says that a mail system writes about a mail. */
    MAIL_SYSTEM,
    /** It has a null reverse-path or comes from a list program, so it may be; its words must tell the reason. */
    PERHAPS_MAIL_SYSTEM,
    COMPLAINT_DESK,
    ANSWERING_PROGRAM,
    SOMEBODY;

    private static final String SYSTEM =
            "(?s).*(mailer[-_. ]?daemon|post_?master|mail[. ]deliver|ndr administrator" + "|system administrator|<>).*";
    private static final String SUBJECT =
            "(?s)((re|fwd?): ?)*(\\W{0,3})(undeliver|returned mail|failure notice|non-?deliver|delivery"
                    + " (status|failure|notification|report)|mail delivery (failed|failure|status)|mail (system"
                    + " error|failure)|message delivery has failed|(mail|message) could not be delivered|メールエラー).*";
    private static final String ANSWER = "auto(matic)?[ -]?(reply|respon).*";

    static BounceOrigin of(Message message) {
        HeaderSection header = message.header();
        String subject = header.text("Subject").toLowerCase(Locale.ROOT);
        if (subject.contains("complaint about message")) {
            return COMPLAINT_DESK;
        }
        String from = header.value("From").toLowerCase(Locale.ROOT);
        boolean system =
                from.matches(SYSTEM) || header.first("X-Failed-Recipients").isPresent();
        if (!system && isAnswer(header, subject)) {
            return ANSWERING_PROGRAM;
        }
        if (system || subject.matches(SUBJECT)) {
            return MAIL_SYSTEM;
        }
        boolean perhaps = header.value("Return-Path").equals("<>")
                || header.value("X-MLServer").startsWith("fml");
        return perhaps ? PERHAPS_MAIL_SYSTEM : SOMEBODY;
    }

    // RFC 3834 §5
    private static boolean isAnswer(HeaderSection header, String subject) {
        boolean says = header.value("Auto-Submitted").toLowerCase(Locale.ROOT).startsWith("auto-replied")
                || header.first("X-Auto-Response-Suppress").isPresent()
                || subject.matches(ANSWER);
        return says && !header.value("Content-Type").toLowerCase(Locale.ROOT).startsWith("multipart/report");
    }
}
