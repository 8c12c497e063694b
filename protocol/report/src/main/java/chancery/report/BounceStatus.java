package chancery.report;

import chancery.mail.EnhancedStatus;
import java.util.Optional;
import java.util.OptionalInt;

/** The status of RFC 3463 that a bounce is about, and the reason that a status alone stands for. */
final class BounceStatus {
    private BounceStatus() {}

    /**
     * @param text the reply, whose status is nearer to the cause than the reporter's own
     * @param reported the Status field
     */
    static EnhancedStatus of(BounceText text, Optional<EnhancedStatus> reported, BounceReason reason, boolean delayed) {
        Optional<EnhancedStatus> said = text.status().filter(s -> !isVague(s) && s.statusClass() != 2);
        if (said.isPresent()) {
            return said.get();
        }
        Optional<EnhancedStatus> field = reported.filter(s -> !isVague(s));
        return field.orElseGet(() ->
                new EnhancedStatus(statusClass(text, reported, reason, delayed), reason.subject(), reason.detail()));
    }

    // RFC 3463 §3.1: x.0.0 and, as sendmail writes it, 5.5.0 say nothing
    private static boolean isVague(EnhancedStatus status) {
        return status.subject() == 0;
    }

    private static int statusClass(
            BounceText text, Optional<EnhancedStatus> reported, BounceReason reason, boolean delayed) {
        if (delayed) {
            return 4;
        }
        OptionalInt code = text.code();
        if (code.isPresent()) {
            return code.getAsInt() / 100;
        }
        return reported.map(EnhancedStatus::statusClass).orElse(reason.isPermanent() ? 5 : 4);
    }

    static BounceReason reason(EnhancedStatus status) {
        return switch (status.subject()) {
            case 1 -> address(status.detail());
            case 2 -> mailbox(status.detail());
            case 3 -> system(status.detail());
            case 4 -> network(status.detail());
            case 5 -> status.detail() == 0 ? BounceReason.UNKNOWN : BounceReason.PROTOCOL;
            case 6 -> BounceReason.CONTENT;
            case 7 -> security(status.detail());
            default -> BounceReason.UNKNOWN;
        };
    }

    private static BounceReason address(int detail) {
        return switch (detail) {
            case 0, 1 -> BounceReason.USER_UNKNOWN;
            case 2 -> BounceReason.HOST_UNKNOWN;
            case 3 -> BounceReason.PROTOCOL;
            case 6 -> BounceReason.MOVED;
            case 7, 8 -> BounceReason.SENDER_REJECTED;
            case 10 -> BounceReason.NO_MAIL_SERVICE;
            default -> BounceReason.UNKNOWN;
        };
    }

    private static BounceReason mailbox(int detail) {
        return switch (detail) {
            case 1 -> BounceReason.SUSPENDED;
            case 2 -> BounceReason.MAILBOX_FULL;
            case 3 -> BounceReason.MESSAGE_TOO_BIG;
            default -> BounceReason.UNKNOWN;
        };
    }

    private static BounceReason system(int detail) {
        return switch (detail) {
            case 2 -> BounceReason.NO_MAIL_SERVICE;
            case 4 -> BounceReason.MESSAGE_TOO_BIG;
            default -> BounceReason.SYSTEM_FAILURE;
        };
    }

    private static BounceReason network(int detail) {
        return switch (detail) {
            case 4 -> BounceReason.HOST_UNKNOWN;
            case 6 -> BounceReason.ROUTING_LOOP;
            case 7 -> BounceReason.EXPIRED;
            default -> BounceReason.NETWORK;
        };
    }

    private static BounceReason security(int detail) {
        return switch (detail) {
            case 10 -> BounceReason.TLS_REQUIRED;
            case 13 -> BounceReason.SUSPENDED;
            // RFC 7372 §3
            case 20, 21, 22, 23, 24, 26 -> BounceReason.AUTHENTICATION_FAILURE;
            case 25 -> BounceReason.BLOCKED;
            case 27 -> BounceReason.SENDER_REJECTED;
            default -> BounceReason.POLICY;
        };
    }
}
