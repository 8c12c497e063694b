package chancery.report;

/** Why a mail did not reach a recipient, or what else came back in its place. */
public enum BounceReason {
    MAILBOX_FULL(2, 2, false),
    USER_UNKNOWN(1, 1, true),
    /** The part behind the @ does not exist or cannot be found. */
    HOST_UNKNOWN(1, 2, true),
    /** The domain or host takes no mail at all (RFC 7505, RFC 7504). */
    NO_MAIL_SERVICE(3, 2, true),
    /** The sending host or network is not welcome: a blocklist, its reputation, no name in DNS. */
    BLOCKED(7, 1, true),
    /** Refused by a rule that does not say more. */
    POLICY(7, 1, true),
    RATE_LIMITED(7, 0, false),
    MESSAGE_TOO_BIG(3, 4, true),
    RELAYING_DENIED(7, 1, true),
    /** The sender's address or its domain is not accepted. */
    SENDER_REJECTED(1, 8, true),
    SPAM(7, 1, true),
    VIRUS(7, 1, true),
    /** SPF, DKIM or DMARC did not pass. */
    AUTHENTICATION_FAILURE(7, 1, true),
    TLS_REQUIRED(7, 10, true),
    /** The account exists and is closed, disabled or on hold. */
    SUSPENDED(2, 1, true),
    MOVED(1, 6, true),
    /** What is in the mail, or how it is written. */
    CONTENT(6, 0, true),
    NETWORK(4, 1, false),
    /** Tried for too long, without a cause being named. */
    EXPIRED(4, 7, false),
    /** The recipient does not want this mail. */
    FILTERED(7, 1, true),
    /** Something at the other system is broken or used up. */
    SYSTEM_FAILURE(3, 0, false),
    /** The two systems did not understand each other, or an address is no address. */
    PROTOCOL(5, 0, true),
    ROUTING_LOOP(4, 6, true),
    UNKNOWN(0, 0, true),

    /** No bounce: a complaint or another feedback report. */
    FEEDBACK(0, 0, true),
    /** No bounce: an answer made by a program, such as that somebody is away. */
    AUTOMATIC_REPLY(0, 0, true),
    /** No bounce: word that the mail arrived. */
    DELIVERED(0, 0, true);

    private final int subject;
    private final int detail;
    private final boolean permanent;

    BounceReason(int subject, int detail, boolean permanent) {
        this.subject = subject;
        this.detail = detail;
        this.permanent = permanent;
    }

    /** True when the mail is about a mail that was not delivered. */
    public boolean isBounce() {
        return ordinal() < FEEDBACK.ordinal();
    }

    /** Subject of RFC 3463 §3 that says this, where the report gives none. */
    int subject() {
        return subject;
    }

    int detail() {
        return detail;
    }

    /** Whether it usually lasts, where neither a code nor a status says so. */
    boolean isPermanent() {
        return permanent;
    }
}
