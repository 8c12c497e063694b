package chancery.flow;

import chancery.mail.Envelope;
import chancery.mail.EnvelopeRecipient;
import chancery.mail.Finding;
import chancery.mail.SmtpReply;
import chancery.mail.SyntaxException;
import chancery.mail.TenantId;
import chancery.policy.Assessment;
import chancery.policy.CurrentPolicy;
import chancery.store.ContentVault;
import chancery.store.SealedContent;
import chancery.store.Uuid7;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * The order of the security steps before a mail is accepted, for every source of mail.
 *
 * <p>A refusal here is a reply in the dialogue, never a mail to somebody who may not have sent anything.
 */
public final class MailFlow {
    private final FlowSettings settings;
    private final ContentVault vault;
    private final DomainOwners owners;
    private final Function<TenantId, CurrentPolicy> rules;
    private final Acceptance acceptance;
    private final Clock clock;

    public MailFlow(
            FlowSettings settings,
            ContentVault vault,
            DomainOwners owners,
            Function<TenantId, CurrentPolicy> rules,
            Acceptance acceptance,
            Clock clock) {
        this.settings = settings;
        this.vault = vault;
        this.owners = owners;
        this.rules = rules;
        this.acceptance = acceptance;
        this.clock = clock;
    }

    /**
     * Begins to take the content of a mail whose envelope is complete.
     *
     * @param envelope at least one recipient; from {@link Origin.Outside} only those at domains of tenants
     */
    public MailIntake begin(Origin origin, Envelope envelope, Trace trace) {
        List<TenantEnvelope> shares = split(origin, envelope);
        UUID id = Uuid7.next(clock);
        return new MailIntake(this, settings, vault, new Offer(origin, shares, trace, clock.instant(), id));
    }

    /** The steps in their order. Throws FaultException when the mail could not be committed: 451 4.3.0. */
    AcceptanceReply beforeAcceptance(Offer offer, SealedContent content) {
        Offer.Sender sender = offer.authenticate();
        OpenedContent opened;
        try {
            opened = OpenedContent.open(content, settings.mimeLimits());
        } catch (SyntaxException e) {
            return offer.refuse(SmtpReply.of(554, "5.6.0", "Message structure not accepted"), "mime-limits");
        }
        var assessed = new ArrayList<Acceptance.Assessed>();
        for (TenantMail mail : offer.mails(content, vault, clock)) {
            CurrentPolicy tenant = rules.apply(mail.transaction().tenant());
            List<Finding> findings = WordScan.scan(opened, tenant.scanner());
            var decisions = tenant.evaluator()
                    .decide(new Assessment(
                            mail.transaction(), sender.ownSender(), ownDomains(mail), opened.header(), findings));
            assessed.add(new Acceptance.Assessed(mail, decisions));
        }
        return acceptance.settle(offer, assessed);
    }

    private Set<String> ownDomains(TenantMail mail) {
        return owners.ownDomains(
                mail.transaction().tenant(), mail.transaction().envelope().recipients());
    }

    /** One transaction belongs to one tenant; nobody's policy sees the recipients of another. */
    private List<TenantEnvelope> split(Origin origin, Envelope envelope) {
        if (origin.sendingTenant().isPresent()) {
            return List.of(new TenantEnvelope(origin.sendingTenant().get(), envelope));
        }
        Map<TenantId, List<EnvelopeRecipient>> byTenant = new LinkedHashMap<>();
        for (EnvelopeRecipient recipient : envelope.recipients()) {
            TenantId owner = owners.owner(recipient.address().domain())
                    .orElseThrow(() -> new IllegalArgumentException("recipient of no tenant from outside"));
            byTenant.computeIfAbsent(owner, t -> new ArrayList<>()).add(recipient);
        }
        var shares = new ArrayList<TenantEnvelope>();
        byTenant.forEach(
                (tenant, recipients) -> shares.add(new TenantEnvelope(tenant, envelope.withRecipients(recipients))));
        return shares;
    }
}
