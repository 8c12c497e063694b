package chancery.admin;

import chancery.mail.Decision;
import chancery.mail.DeliveryMethod;
import chancery.mail.EmailAddress;
import chancery.mail.Envelope;
import chancery.mail.EnvelopeOptions;
import chancery.mail.EnvelopeRecipient;
import chancery.mail.MailTransaction;
import chancery.mail.MessageContent;
import chancery.mail.ReversePath;
import chancery.mail.SyntaxException;
import chancery.mail.TenantId;
import chancery.policy.Assessment;
import chancery.policy.CurrentPolicy;
import chancery.policy.DeliveryPlan;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** How a mail would travel, without sending it. */
final class Planner {
    private static final UUID NOWHERE = new UUID(0, 0);

    /**
     * One recipient's part of a plan.
     *
     * @param decision the method's word, or what happens instead of delivery
     * @param notTaken {@code rule: why}
     * @param refused {@code method: why}
     */
    record PlanView(
            String recipient,
            String decision,
            List<String> alternatives,
            String rule,
            String because,
            String explanation,
            String tenant,
            long policyVersion,
            List<String> notTaken,
            List<String> refused) {}

    private final Admin admin;

    Planner(Admin admin) {
        this.admin = admin;
    }

    /** @param rules the policy that is to decide for a tenant */
    List<PlanView> plan(Caller caller, Body body, Function<TenantId, CurrentPolicy> rules) {
        ReversePath from = reversePath(body.required("from"));
        List<EmailAddress> to = body.strings("to").stream().map(Body::address).toList();
        MailReading reading = body.optional("content")
                .map(text -> MailReading.of(text.getBytes(StandardCharsets.ISO_8859_1)))
                .orElseGet(() -> MailReading.ofSubject(body.optional("subject").orElse("")));
        Optional<TenantId> sending = tenantOf(from).filter(tenant -> isVisible(caller, tenant));
        var views = new ArrayList<PlanView>();
        shares(caller, sending, to).forEach((tenant, recipients) -> {
            var envelope = new Envelope(
                    from, recipients.stream().map(EnvelopeRecipient::new).toList(), EnvelopeOptions.NONE);
            views.addAll(plan(tenant, sending.isPresent(), envelope, reading, rules.apply(tenant)));
        });
        return views;
    }

    private List<PlanView> plan(
            TenantId tenant, boolean fromTenant, Envelope envelope, MailReading reading, CurrentPolicy policy) {
        var content = new MessageContent(NOWHERE.toString(), reading.size(), "");
        var mail = new MailTransaction(NOWHERE, tenant, Instant.EPOCH, envelope, content);
        var assessment = new Assessment(
                mail, fromTenant, ownDomains(tenant, envelope), reading.header(), reading.findings(policy.scanner()));
        return policy.evaluator().explain(assessment).recipients().stream()
                .map(plan -> view(tenant, plan))
                .toList();
    }

    /** Nobody's policy sees the recipients of another tenant. */
    private Map<TenantId, List<EmailAddress>> shares(
            Caller caller, Optional<TenantId> sending, List<EmailAddress> recipients) {
        if (recipients.isEmpty()) {
            throw ProblemException.invalid("\"to\" names no recipient.");
        }
        var shares = new LinkedHashMap<TenantId, List<EmailAddress>>();
        for (EmailAddress recipient : recipients) {
            TenantId tenant = sending.or(() -> admin.tenancy()
                            .tenantOfDomain(recipient.domain())
                            .filter(owner -> isVisible(caller, owner)))
                    .orElseThrow(() -> ProblemException.invalid("Neither the sender nor " + recipient
                            + " is at a domain of a tenant: such a mail is not taken."));
            shares.computeIfAbsent(tenant, t -> new ArrayList<>()).add(recipient);
        }
        return shares;
    }

    private Set<String> ownDomains(TenantId tenant, Envelope envelope) {
        var own = new HashSet<String>();
        for (EnvelopeRecipient recipient : envelope.recipients()) {
            String domain = recipient.address().domain();
            if (admin.tenancy().tenantOfDomain(domain).filter(tenant::equals).isPresent()) {
                own.add(domain);
            }
        }
        return own;
    }

    private Optional<TenantId> tenantOf(ReversePath from) {
        return switch (from) {
            case ReversePath.Mailbox mailbox ->
                admin.tenancy().tenantOfDomain(mailbox.address().domain());
            case ReversePath.Null none -> Optional.empty();
        };
    }

    private static boolean isVisible(Caller caller, TenantId tenant) {
        return caller.tenant().filter(own -> !own.equals(tenant)).isEmpty();
    }

    private static ReversePath reversePath(String text) {
        try {
            return ReversePath.parse(text.equals("<>") ? "" : text.strip());
        } catch (SyntaxException e) {
            throw ProblemException.invalid("\"from\" is no mail address: " + e.getMessage() + ".");
        }
    }

    private static PlanView view(TenantId tenant, DeliveryPlan.RecipientPlan plan) {
        Decision decision = plan.decision().decision();
        return new PlanView(
                plan.decision().recipient().address().toString(),
                word(decision),
                alternatives(decision),
                plan.decision().rule(),
                plan.because(),
                decision.reason().explanation(),
                tenant.toString(),
                plan.decision().policyVersion(),
                plan.rulesNotTaken().stream().map(Planner::line).toList(),
                plan.methodsRefused().stream().map(Planner::line).toList());
    }

    private static String line(DeliveryPlan.NotTaken notTaken) {
        return notTaken.what() + ": " + notTaken.why();
    }

    private static String word(Decision decision) {
        return switch (decision) {
            case Decision.Deliver deliver -> deliver.method().word();
            case Decision.Quarantine quarantine ->
                "quarantine for " + quarantine.keepFor().toDays() + " days";
            case Decision.Reject reject -> "reject: " + reject.reply().text();
            case Decision.Defer defer -> "defer: " + defer.reply().text();
            case Decision.Discard discard -> "discard";
        };
    }

    private static List<String> alternatives(Decision decision) {
        return decision instanceof Decision.Deliver deliver
                ? deliver.alternatives().stream().map(DeliveryMethod::word).toList()
                : List.of();
    }
}
