package chancery.flow;

import chancery.audit.AuditRecord;
import chancery.mail.Decision;
import chancery.mail.EnvelopeRecipient;
import chancery.mail.MailTransaction;
import chancery.mail.RecipientDecision;
import chancery.mail.SmtpReply;
import chancery.spool.AcceptedMail;
import chancery.spool.Spool;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns decisions into the one reply (RFC 5321 §4.2.5) and into what is committed before it is given.
 *
 * <p>When one recipient's decision is to defer, the whole mail is: nothing is committed and the client comes again
 * with all of them. When some are refused and others not, the mail is accepted; what was refused is told to a sender
 * of our own by DSN, and kept in quarantine when it came from outside, since nobody there can be trusted with a notice.
 */
public final class Acceptance {
    /** A tenant's mail with the decision for each of its recipients. */
    record Assessed(TenantMail mail, List<RecipientDecision> decisions) {}

    private final Spool spool;
    private final Entries entries;
    private final SenderNotices notices;
    private final Clock clock;

    public Acceptance(Spool spool, FlowSettings settings, SenderNotices notices, Clock clock) {
        this.spool = spool;
        this.entries = new Entries(settings, clock);
        this.notices = notices;
        this.clock = clock;
    }

    AcceptanceReply settle(Offer offer, List<Assessed> assessed) {
        var all = assessed.stream().flatMap(a -> a.decisions().stream()).toList();
        for (RecipientDecision decided : all) {
            if (decided.decision() instanceof Decision.Defer defer) {
                return offer.refuse(defer.reply(), "deferred by " + decided.rule());
            }
        }
        if (all.stream().allMatch(d -> d.decision() instanceof Decision.Reject)) {
            var first = (Decision.Reject) all.getFirst().decision();
            return offer.refuse(first.reply(), "rejected by " + all.getFirst().rule());
        }
        var accepted = new ArrayList<AcceptedMail>();
        for (Assessed share : assessed) {
            accept(offer, share, accepted);
        }
        spool.accept(accepted);
        return new AcceptanceReply(SmtpReply.of(250, "2.0.0", "Accepted as " + offer.id()), "accepted", offer.id());
    }

    private void accept(Offer offer, Assessed share, List<AcceptedMail> into) {
        MailTransaction mail = share.mail().transaction();
        var queue = entries.of(offer.origin(), mail, share.decisions());
        var audit = new ArrayList<AuditRecord>();
        audit.add(received(offer, mail));
        audit.addAll(decided(mail, share.decisions()));
        into.add(new AcceptedMail(mail, share.mail().content(), queue, audit));
        var refused = share.decisions().stream()
                .filter(d -> d.decision() instanceof Decision.Reject)
                .toList();
        if (!refused.isEmpty() && offer.origin().ownSender()) {
            notices.refused(mail, share.mail().content(), refused).ifPresent(into::add);
        }
    }

    private AuditRecord received(Offer offer, MailTransaction mail) {
        var detail = new LinkedHashMap<String, String>();
        detail.put("origin", offer.origin().word());
        detail.put("sender", mail.envelope().sender().toString());
        detail.put("recipients", Integer.toString(mail.envelope().recipients().size()));
        detail.put("size", Long.toString(mail.content().size()));
        detail.put("sha256", mail.content().sha256());
        offer.trace().tls().ifPresent(tls -> detail.put("tls", tls));
        return new AuditRecord(
                mail.tenant(), offer.receivedAt(), java.util.Optional.of(mail.id()), "mail.received", detail);
    }

    /** One record for all recipients that got the same decision by the same rule. */
    private List<AuditRecord> decided(MailTransaction mail, List<RecipientDecision> decisions) {
        Map<Map<String, String>, List<EnvelopeRecipient>> same = new LinkedHashMap<>();
        for (RecipientDecision decided : decisions) {
            same.computeIfAbsent(DecisionWords.of(decided), k -> new ArrayList<>())
                    .add(decided.recipient());
        }
        var records = new ArrayList<AuditRecord>();
        same.forEach((words, recipients) -> {
            var detail = new LinkedHashMap<>(words);
            detail.put("recipients", DecisionWords.join(recipients));
            records.add(new AuditRecord(
                    mail.tenant(), clock.instant(), java.util.Optional.of(mail.id()), "mail.decided", detail));
        });
        return records;
    }
}
