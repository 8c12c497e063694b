package chancery.portal;

import chancery.mail.DeliveryOutcome;
import chancery.mail.FaultException;
import chancery.mail.RecipientResult;
import chancery.mail.SmtpReply;
import chancery.mail.TenantId;
import chancery.portal.PortalRows.Addressee;
import chancery.spool.AcceptedMail;
import chancery.spool.DeliveryAttempt;
import chancery.spool.spi.Deliverer;
import chancery.store.ContentWriter;
import chancery.store.SealedContent;
import chancery.store.Uuid7;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Puts mail into the portal: the content under a key of its own, a row for each recipient, then a notice to each. An
 * attempt that is repeated finds its rows by the queue entry and sends only the notices of which it is not written that
 * they were sent, so a crash between the two can double a notice but never loses one.
 */
public final class PortalDeliverer implements Deliverer {
    private final PortalParts parts;
    private final PortalSettings settings;
    private final NoticeWriter notices;
    private final PortalTrail trail;

    PortalDeliverer(PortalParts parts, PortalSettings settings, NoticeWriter notices, PortalTrail trail) {
        this.parts = parts;
        this.settings = settings;
        this.notices = notices;
        this.trail = trail;
    }

    @Override
    public List<RecipientResult> attempt(DeliveryAttempt attempt) {
        TenantId tenant = attempt.entry().tenant();
        Optional<TenantFace> face = parts.faces().apply(tenant);
        if (face.isEmpty()) {
            SmtpReply later = SmtpReply.of(451, "4.3.0", "The sender's organisation is not served at present");
            return results(attempt, new DeliveryOutcome.Delayed(later, Map.of()));
        }
        List<Addressee> addressees = parts.database()
                .inTenant(
                        tenant,
                        handle -> PortalRows.ofEntry(
                                handle, tenant, attempt.entry().id()));
        if (addressees.isEmpty()) {
            addressees = store(attempt);
        }
        sendNotices(attempt, new NoticeWriter.Occasion(tenant, face.get()), addressees);
        Instant expiresAt = addressees.getFirst().expiresAt();
        return results(
                attempt,
                new DeliveryOutcome.Delivered(Map.of("method", "portal", "available-until", expiresAt.toString())));
    }

    private static List<RecipientResult> results(DeliveryAttempt attempt, DeliveryOutcome outcome) {
        return attempt.entry().recipients().stream()
                .map(recipient -> new RecipientResult(recipient, outcome))
                .toList();
    }

    private List<Addressee> store(DeliveryAttempt attempt) {
        TenantId tenant = attempt.entry().tenant();
        UUID content = Uuid7.next(settings.clock());
        SealedContent sealed = copy(attempt, tenant, content);
        Instant now = settings.clock().instant();
        Duration life = PortalSettings.within(parts.terms().expiryFor(tenant, attempt.mail()));
        WaitingMail.Stored stored = new WaitingMail.Stored(
                Uuid7.next(settings.clock()),
                attempt.mail().id(),
                content,
                attempt.mail().envelope().sender().toString(),
                now,
                now.plus(life),
                false);
        try {
            return parts.database().inTenant(tenant, handle -> {
                parts.vault().insert(handle, List.of(sealed));
                PortalRows.insertMessage(handle, tenant, attempt.entry().id(), stored);
                trail.note(
                        handle,
                        tenant,
                        stored.mail(),
                        "portal.stored",
                        Map.of("expires", stored.expiresAt().toString()));
                return PortalRows.insertRecipients(
                        handle, tenant, stored, attempt.entry().recipients(), () -> Uuid7.next(settings.clock()));
            });
        } catch (RuntimeException e) {
            parts.vault().discard(sealed);
            throw e;
        }
    }

    private SealedContent copy(DeliveryAttempt attempt, TenantId tenant, UUID content) {
        try (InputStream clear = attempt.content().openClear();
                ContentWriter writer = parts.vault().begin(tenant, content)) {
            clear.transferTo(writer);
            return writer.seal();
        } catch (IOException e) {
            throw new FaultException(PortalError.CONTENT_UNREADABLE, e);
        }
    }

    private void sendNotices(DeliveryAttempt attempt, NoticeWriter.Occasion occasion, List<Addressee> addressees) {
        List<Addressee> untold = addressees.stream().filter(a -> !a.noticed()).toList();
        if (untold.isEmpty()) {
            return;
        }
        List<AcceptedMail> mails = new ArrayList<>();
        untold.forEach(a ->
                mails.add(notices.waiting(occasion, attempt.mail().envelope().sender(), a)));
        parts.outgoing().accept(mails);
        TenantId tenant = occasion.tenant();
        parts.database().inTenant(tenant, handle -> {
            PortalRows.markNoticed(
                    handle,
                    tenant,
                    untold.stream().map(Addressee::id).toList(),
                    settings.clock().instant());
            for (Addressee addressee : untold) {
                trail.note(
                        handle,
                        tenant,
                        attempt.mail().id(),
                        "portal.noticed",
                        Map.of("recipient", addressee.address()));
            }
            return untold.size();
        });
    }
}
