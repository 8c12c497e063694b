package chancery.demo;

import chancery.audit.AuditEntry;
import chancery.audit.AuditLog;
import chancery.mail.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Reads from the audit what became of a recipient. */
final class MailLife {
    /** The end of a recipient's way; {@code method} served it. */
    record End(String event, String method, String reason, String reply, long millis) {}

    private static final Set<String> ENDS = Set.of("mail.relayed", "mail.delivered", "mail.failed");

    private final AuditLog audit;
    private final TenantId tenant;

    MailLife(AuditLog audit, TenantId tenant) {
        this.audit = audit;
        this.tenant = tenant;
    }

    /**
     * Waits until every recipient has come to an end; what has not by then is missing.
     *
     * @param mails the transactions in which the mail came
     */
    List<AuditEntry> await(List<UUID> mails, List<String> recipients, Instant until) throws InterruptedException {
        while (true) {
            List<AuditEntry> life = mails.stream()
                    .flatMap(mail -> audit.lifeOf(tenant, mail).stream())
                    .toList();
            boolean all = recipients.stream().allMatch(r -> end(life, r).isPresent());
            if (all || mails.isEmpty() || Instant.now().isAfter(until)) {
                return life;
            }
            Thread.sleep(100);
        }
    }

    static Optional<End> end(List<AuditEntry> life, String recipient) {
        return about(life, recipient).stream()
                .filter(e -> ENDS.contains(e.record().event()))
                .findFirst()
                .map(e -> end(life, recipient, e));
    }

    private static End end(List<AuditEntry> life, String recipient, AuditEntry last) {
        Instant received = life.getFirst().record().at();
        Map<String, String> detail = last.record().detail();
        return new End(
                last.record().event(),
                detail.getOrDefault("method", ""),
                reason(life, recipient),
                detail.getOrDefault("reply", ""),
                Duration.between(received, last.record().at()).toMillis());
    }

    /** The rule that decided, and what was impossible since. */
    private static String reason(List<AuditEntry> life, String recipient) {
        var words = new StringBuilder();
        for (AuditEntry entry : about(life, recipient)) {
            Map<String, String> detail = entry.record().detail();
            if (entry.record().event().equals("mail.decided")) {
                String rule = detail.getOrDefault("rule", "");
                words.append(rule.equals("otherwise") ? "no rule asks for more" : "rule " + rule);
            } else if (entry.record().event().equals("mail.method-impossible")) {
                words.append("; ").append(detail.getOrDefault("method", "")).append(" impossible");
            }
        }
        return words.toString();
    }

    private static List<AuditEntry> about(List<AuditEntry> life, String recipient) {
        // addresses are joined by spaces, and a quoted local-part may hold one itself
        return life.stream()
                .filter(e -> (" " + e.record().detail().getOrDefault("recipients", "") + " ")
                        .contains(" " + recipient + " "))
                .toList();
    }
}
