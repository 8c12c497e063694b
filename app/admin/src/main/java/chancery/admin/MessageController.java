package chancery.admin;

import chancery.audit.AuditEntry;
import chancery.mail.TenantId;
import chancery.spool.MailSummary;
import chancery.tenancy.Tenant;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The life of mails: what was decided and what became of it. Never their content. */
@RestController
@RequestMapping("/api/v1/messages")
final class MessageController {
    private final Admin admin;
    private final TenantNames names;

    record MailView(
            String id,
            Instant receivedAt,
            String from,
            List<String> to,
            long size,
            String state,
            int open,
            int delivered,
            int failed,
            String tenant) {
        static MailView of(TenantId tenant, MailSummary mail) {
            return new MailView(
                    mail.id().toString(),
                    mail.receivedAt(),
                    mail.sender().toString().isEmpty() ? "<>" : mail.sender().toString(),
                    mail.recipients().stream().map(Object::toString).toList(),
                    mail.size(),
                    mail.finishedAt().isPresent() ? "done" : "open",
                    mail.openEntries(),
                    mail.delivered(),
                    mail.failed(),
                    tenant.toString());
        }
    }

    record LifeView(Instant at, String event, Map<String, String> detail) {
        static LifeView of(AuditEntry entry) {
            return new LifeView(
                    entry.record().at(),
                    entry.record().event(),
                    new TreeMap<>(entry.record().detail()));
        }
    }

    /** @param mail empty when {@code retention.mail-log} is over; the audit remembers longer */
    record MailLife(
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<MailView> mail,
            List<QueueController.EntryView> queue,
            List<LifeView> life) {}

    MessageController(Admin admin) {
        this.admin = admin;
        this.names = new TenantNames(admin.tenancy());
    }

    @GetMapping
    List<MailView> list(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
            @RequestParam("tenant") Optional<String> tenant,
            @RequestParam("address") Optional<String> address,
            @RequestParam("before") Optional<UUID> before,
            @RequestParam("limit") Optional<Integer> limit) {
        int size = QueueController.limit(limit);
        return names.listed(caller, tenant).stream()
                .flatMap(t -> admin.queue().mails(t.id(), before, address, size).stream()
                        .map(mail -> MailView.of(t.id(), mail)))
                .sorted((a, b) -> b.id().compareTo(a.id()))
                .limit(size)
                .toList();
    }

    @GetMapping("/{id}")
    MailLife show(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
            @PathVariable("id") String id,
            @RequestParam("tenant") Optional<String> named) {
        UUID mail = TenantNames.uuid(id, "mail");
        for (Tenant tenant : names.listed(caller, named)) {
            Optional<MailSummary> found = admin.queue().mail(tenant.id(), mail);
            List<LifeView> life = admin.audit().lifeOf(tenant.id(), mail).stream()
                    .map(LifeView::of)
                    .toList();
            if (found.isPresent() || !life.isEmpty()) {
                return new MailLife(
                        found.map(summary -> MailView.of(tenant.id(), summary)),
                        admin.queue().entriesOf(tenant.id(), mail).stream()
                                .map(QueueController.EntryView::of)
                                .toList(),
                        life);
            }
        }
        throw ProblemException.missing("There is no mail " + id + ".");
    }
}
