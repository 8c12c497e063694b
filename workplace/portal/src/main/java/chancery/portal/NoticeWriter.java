package chancery.portal;

import chancery.mail.DeliveryMethod;
import chancery.mail.EmailAddress;
import chancery.mail.Envelope;
import chancery.mail.EnvelopeOptions;
import chancery.mail.EnvelopeRecipient;
import chancery.mail.FaultException;
import chancery.mail.MailTransaction;
import chancery.mail.Notify;
import chancery.mail.ReversePath;
import chancery.mail.SyntaxException;
import chancery.mail.TenantId;
import chancery.mail.TlsRequirement;
import chancery.mime.MessageBuilder;
import chancery.spool.AcceptedMail;
import chancery.spool.EntryState;
import chancery.spool.QueueEntry;
import chancery.spool.Schedule;
import chancery.store.ContentVault;
import chancery.store.ContentWriter;
import chancery.store.SealedContent;
import chancery.store.Uuid7;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Writes the mails that the portal sends of its own accord. They are in the tenant's name, name no other address, and
 * carry neither subject nor text of the protected mail. They travel as ordinary mail, so whatever they say may be read
 * on the way: a link that opens nothing without a code, or a code that opens nothing without the browser.
 */
final class NoticeWriter {
    private static final Duration NOTICE_EXPIRY = Duration.ofDays(3);

    /** Whom a notice speaks for. */
    record Occasion(TenantId tenant, TenantFace face) {}

    private record Letter(
            EmailAddress to, ReversePath reversePath, String subject, List<String> lines, Duration expiry) {}

    private final ContentVault vault;
    private final PortalSettings settings;
    private final SealedName names;

    NoticeWriter(ContentVault vault, PortalSettings settings, SealedName names) {
        this.vault = vault;
        this.settings = settings;
        this.names = names;
    }

    /** Mail waits. Trouble with delivering this notice is told to {@code sender}, who is waiting for it to be read. */
    AcceptedMail waiting(Occasion occasion, ReversePath sender, PortalRows.Addressee to) {
        Speech s = speech(occasion);
        String brand = occasion.face().name();
        List<String> lines = List.of(
                s.plain("mail.waiting.lead", brand, s.day(to.expiresAt())),
                link(occasion.tenant(), to.id()),
                s.plain("mail.waiting.how"),
                s.plain("mail.waiting.doubt", brand),
                s.plain("mail.waiting.auto"));
        return written(
                occasion,
                new Letter(
                        address(to.address()), sender, s.plain("mail.waiting.subject", brand), lines, NOTICE_EXPIRY));
    }

    /** Mail waits and will soon be gone. */
    AcceptedMail reminder(Occasion occasion, PortalRows.Addressee to) {
        Speech s = speech(occasion);
        String brand = occasion.face().name();
        List<String> lines = List.of(
                s.plain("mail.reminder.lead", brand, s.day(to.expiresAt())),
                link(occasion.tenant(), to.id()),
                s.plain("mail.waiting.how"),
                s.plain("mail.waiting.doubt", brand),
                s.plain("mail.waiting.auto"));
        Letter letter = new Letter(
                address(to.address()),
                new ReversePath.Null(),
                s.plain("mail.reminder.subject", brand),
                lines,
                Duration.ofDays(1));
        return written(occasion, letter);
    }

    /** The code that a browser asked for; {@code language} is that browser's. */
    AcceptedMail code(Occasion occasion, Speech s, String to, String code, Instant until) {
        String brand = occasion.face().name();
        List<String> lines = List.of(
                s.plain("mail.code.lead", brand),
                MailedCode.grouped(code),
                s.plain("mail.code.life", s.moment(until)),
                s.plain("mail.code.doubt"));
        Duration life = Duration.between(settings.clock().instant(), until);
        Letter letter =
                new Letter(address(to), new ReversePath.Null(), s.plain("mail.code.subject", brand), lines, life);
        return written(occasion, letter);
    }

    /** To the sender: time is over and these never opened it. */
    AcceptedMail neverOpened(Occasion occasion, EmailAddress sender, List<String> addresses, WaitingMail.Stored mail) {
        Speech s = speech(occasion);
        List<String> lines = List.of(
                s.plain("mail.gone.lead", s.moment(mail.arrivedAt())),
                String.join("\n", addresses),
                s.plain("mail.gone.what", s.moment(mail.expiresAt())));
        Letter letter = new Letter(sender, new ReversePath.Null(), s.plain("mail.gone.subject"), lines, NOTICE_EXPIRY);
        return written(occasion, letter);
    }

    String link(TenantId tenant, UUID recipient) {
        String base = settings.baseUrl().toString().replaceAll("/+$", "");
        return base + "/m/" + names.seal(SealedName.Purpose.LINK, tenant, recipient);
    }

    private Speech speech(Occasion occasion) {
        return Speech.in(occasion.face().language(), settings.clock().getZone());
    }

    private AcceptedMail written(Occasion occasion, Letter letter) {
        Instant now = settings.clock().instant();
        UUID id = Uuid7.next(settings.clock());
        SealedContent content = sealed(occasion, letter);
        EnvelopeRecipient recipient = letter.reversePath() instanceof ReversePath.Null
                ? new EnvelopeRecipient(letter.to(), Set.of(Notify.NEVER), Optional.empty())
                : new EnvelopeRecipient(letter.to());
        Envelope envelope = new Envelope(letter.reversePath(), List.of(recipient), options(letter));
        QueueEntry entry = new QueueEntry(
                Uuid7.next(settings.clock()),
                occasion.tenant(),
                id,
                List.of(recipient),
                new DeliveryMethod.Transport(TlsRequirement.OPPORTUNISTIC),
                List.of(),
                letter.to().domain(),
                Schedule.startingAt(now, letter.expiry()),
                EntryState.QUEUED);
        MailTransaction mail = new MailTransaction(id, occasion.tenant(), now, envelope, content.content());
        return new AcceptedMail(mail, content, List.of(entry), List.of());
    }

    private static EnvelopeOptions options(Letter letter) {
        return new EnvelopeOptions(
                letter.to().needsUtf8(),
                false,
                false,
                Optional.of(EnvelopeOptions.ReturnContent.HDRS),
                Optional.empty());
    }

    private SealedContent sealed(Occasion occasion, Letter letter) {
        EmailAddress author = occasion.face().noticeSender();
        MessageBuilder message = new MessageBuilder(settings.clock(), settings.random(), author.domain())
                .from(occasion.face().name(), author)
                .to(letter.to())
                .subject(letter.subject())
                .header("Auto-Submitted", "auto-generated") // RFC 3834 §5
                .header("X-Auto-Response-Suppress", "All")
                .text(String.join("\n\n", letter.lines()) + "\n")
                .html(NoticeMarkup.of(occasion.face(), letter.subject(), letter.lines(), speech(occasion)));
        if (letter.to().needsUtf8()) {
            message.smtpUtf8();
        }
        try (ContentWriter writer = vault.begin(occasion.tenant(), Uuid7.next(settings.clock()))) {
            message.writeTo(writer);
            return writer.seal();
        } catch (IOException e) {
            throw new FaultException(PortalError.MAIL_NOT_WRITTEN, e);
        }
    }

    // addresses were checked when they were stored
    static EmailAddress address(String stored) {
        try {
            return EmailAddress.parse(stored);
        } catch (SyntaxException e) {
            throw new FaultException(PortalError.MAIL_NOT_WRITTEN, e);
        }
    }
}
