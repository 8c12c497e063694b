package chancery.report;

import chancery.mail.EnhancedStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Notices of a cloud mail service that carry JSON in the words of a mail, often wrapped and cut. */
final class CloudNotice {
    private static final Pattern KIND = Pattern.compile("\"notificationType\"\\s*:\\s*\"(Bounce|Complaint|Delivery)\"");
    private static final Pattern BOUNCED = Pattern.compile("\"emailAddress\":\"([^\"]{1,320})\"([^}]{0,2000})");
    private static final Pattern TO = Pattern.compile("\"(?:recipients|destination)\":\\[\"([^\"]{1,320})\"");
    private static final Pattern DIAGNOSTIC = Pattern.compile("\"diagnosticCode\":\"([^\"]{1,2000})\"");

    private CloudNotice() {}

    static List<Bounce> read(String words) {
        String text = words.replace("\\", "").replaceAll("\r?\n", "");
        Matcher kind = KIND.matcher(text);
        if (!kind.find()) {
            return List.of();
        }
        return switch (kind.group(1)) {
            case "Bounce" -> bounced(text);
            case "Complaint" -> told(BOUNCED.matcher(text), BounceReason.FEEDBACK);
            default -> told(TO.matcher(text), BounceReason.DELIVERED);
        };
    }

    private static List<Bounce> told(Matcher recipient, BounceReason reason) {
        String address = recipient.find() ? recipient.group(1) : "";
        var evidence = new Bounce.Evidence(Bounce.Source.FIELDS, "notificationType");
        return List.of(new Bounce(
                address, Optional.empty(), new EnhancedStatus(2, 0, 0), reason, Bounce.Outcome.NONE, evidence));
    }

    private static List<Bounce> bounced(String text) {
        List<Bounce> bounces = new ArrayList<>();
        Matcher recipient = BOUNCED.matcher(text);
        while (recipient.find()) {
            Matcher diagnostic = DIAGNOSTIC.matcher(recipient.group(2));
            var said = new BounceText(diagnostic.find() ? diagnostic.group(1) : recipient.group(2));
            BounceReason reason = BouncePhrases.reason(said)
                    .or(() -> said.status().map(BounceStatus::reason))
                    .orElse(BounceReason.UNKNOWN);
            bounces.add(new Bounce(
                    recipient.group(1),
                    Optional.empty(),
                    BounceStatus.of(said, Optional.empty(), reason, false),
                    reason,
                    Bounce.Outcome.FAILED,
                    new Bounce.Evidence(Bounce.Source.FIELDS, said.evidence())));
        }
        return bounces;
    }
}
