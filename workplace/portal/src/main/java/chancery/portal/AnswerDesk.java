package chancery.portal;

import chancery.mail.EmailAddress;
import chancery.mail.Envelope;
import chancery.mail.EnvelopeOptions;
import chancery.mail.EnvelopeRecipient;
import chancery.mail.FaultException;
import chancery.mail.ReversePath;
import chancery.mail.SyntaxException;
import chancery.mime.ContentType;
import chancery.mime.HeaderMailbox;
import chancery.mime.MessageBuilder;
import chancery.portal.ReadableMail.Correspondent;
import chancery.store.ContentWriter;
import chancery.store.SealedContent;
import chancery.store.Uuid7;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Makes a mail of what a guest answers, hands it to the flow, and keeps a copy beside the mail. */
final class AnswerDesk {
    private static final int MOST_RECIPIENTS = 100;

    private final PortalParts parts;
    private final PortalSettings settings;
    private final PortalTrail trail;
    private final MailReader reader;

    AnswerDesk(PortalParts parts, PortalSettings settings, PortalTrail trail, MailReader reader) {
        this.parts = parts;
        this.settings = settings;
        this.trail = trail;
        this.reader = reader;
    }

    /** Whom an answer goes to: only people of the thread, and not the guest. */
    static List<Correspondent> recipients(WaitingMail mail, ReadableMail original, boolean all) {
        Map<String, Correspondent> chosen = new LinkedHashMap<>();
        var people = original.people();
        (people.replyTo().isEmpty() ? List.of(people.from()) : people.replyTo()).forEach(p -> add(chosen, p));
        if (all) {
            people.to().forEach(p -> add(chosen, p));
            people.copies().forEach(p -> add(chosen, p));
        }
        if (chosen.size() > 1) {
            chosen.remove(mail.recipient().key());
        }
        return chosen.values().stream().limit(MOST_RECIPIENTS).toList();
    }

    private static void add(Map<String, Correspondent> chosen, Correspondent person) {
        address(person).ifPresent(a -> chosen.putIfAbsent(a.lookupKey(), person));
    }

    private static Optional<EmailAddress> address(Correspondent person) {
        try {
            return Optional.of(EmailAddress.parse(person.address()));
        } catch (SyntaxException e) {
            return Optional.empty();
        }
    }

    static String subject(ReadableMail original) {
        String subject = original.shownSubject();
        return subject.regionMatches(true, 0, "Re:", 0, 3) ? subject : "Re: " + subject;
    }

    ReplySubmission.Outcome send(WaitingMail mail, ReadableMail original, AnswerForm form) {
        List<Correspondent> to = recipients(mail, original, form.all());
        EmailAddress guest = NoticeWriter.address(mail.recipient().address());
        SealedContent sealed = written(mail, original, form, guest, to);
        ReplySubmission.Outcome outcome;
        try (InputStream clear = sealed.openClear()) {
            outcome = parts.replies().submit(mail.tenant(), envelope(guest, to), clear);
        } catch (IOException e) {
            throw new FaultException(PortalError.MAIL_NOT_WRITTEN, e);
        }
        if (outcome instanceof ReplySubmission.Outcome.Accepted accepted) {
            keepCopy(mail, sealed, to, accepted.mail());
        } else {
            parts.vault().discard(sealed);
        }
        return outcome;
    }

    private static Envelope envelope(EmailAddress guest, List<Correspondent> to) {
        List<EnvelopeRecipient> recipients = to.stream()
                .flatMap(p -> address(p).stream())
                .map(EnvelopeRecipient::new)
                .toList();
        boolean utf8 = guest.needsUtf8()
                || recipients.stream().anyMatch(r -> r.address().needsUtf8());
        EnvelopeOptions options = new EnvelopeOptions(utf8, false, false, Optional.empty(), Optional.empty());
        return new Envelope(new ReversePath.Mailbox(guest), recipients, options);
    }

    private SealedContent written(
            WaitingMail mail, ReadableMail original, AnswerForm form, EmailAddress guest, List<Correspondent> to) {
        MessageBuilder message = new MessageBuilder(
                        settings.clock(), settings.random(), settings.baseUrl().getHost())
                .from("", guest)
                .mailboxes("To", mailboxes(to))
                .subject(subject(original))
                .header("X-Chancery-Portal", "answer; proof=mailed-code")
                .text(form.text());
        if (!original.place().messageId().isEmpty()) {
            message.inReplyTo(original.place().messageId(), original.place().references());
        }
        for (AnswerForm.Upload upload : form.uploads()) {
            ContentType type =
                    ContentType.parse(upload.type()).orElseGet(() -> ContentType.of("application", "octet-stream"));
            message.attach(upload.name(), type, () -> upload.content().openClear());
        }
        if (guest.needsUtf8() || to.stream().flatMap(p -> address(p).stream()).anyMatch(EmailAddress::needsUtf8)) {
            message.smtpUtf8();
        }
        try (ContentWriter writer = parts.vault().begin(mail.tenant(), Uuid7.next(settings.clock()))) {
            message.writeTo(writer);
            return writer.seal();
        } catch (IOException e) {
            throw new FaultException(PortalError.MAIL_NOT_WRITTEN, e);
        }
    }

    private static List<HeaderMailbox.Valid> mailboxes(List<Correspondent> people) {
        List<HeaderMailbox.Valid> mailboxes = new ArrayList<>();
        for (Correspondent person : people) {
            String name = Unprintable.removedFrom(person.name(), 120);
            address(person).ifPresent(a -> mailboxes.add(new HeaderMailbox.Valid(name, a)));
        }
        return mailboxes;
    }

    private void keepCopy(WaitingMail mail, SealedContent sealed, List<Correspondent> to, UUID sent) {
        String names = String.join(", ", to.stream().map(Correspondent::address).toList());
        parts.database().inTenant(mail.tenant(), handle -> {
            parts.vault().insert(handle, List.of(sealed));
            trail.note(handle, mail, "portal.answered", Map.of("answer", sent.toString()));
            return PortalRows.update(handle, PortalStatement.INSERT_ANSWER, mail.tenant())
                    .bind("id", Uuid7.next(settings.clock()))
                    .bind("recipient", mail.recipient().id())
                    .bind("content", UUID.fromString(sealed.content().contentId()))
                    .bind("sentTo", names)
                    .bind("now", PortalRows.at(settings.clock().instant()))
                    .execute();
        });
    }

    private record AnswerRow(UUID content, String to, java.time.Instant at) {}

    /** The guest's own answers to this mail, newest first. */
    List<ReadingPages.GivenAnswer> given(WaitingMail mail) {
        List<AnswerRow> rows = parts.database()
                .inTenant(
                        mail.tenant(),
                        handle -> PortalRows.query(handle, PortalStatement.ANSWERS, mail.tenant())
                                .bind("recipient", mail.recipient().id())
                                .map((row, context) -> new AnswerRow(
                                        PortalRows.uuid(row, "content_id"),
                                        row.getString("sent_to"),
                                        PortalRows.instant(row, "sent_at").orElseThrow()))
                                .list());
        List<ReadingPages.GivenAnswer> answers = new ArrayList<>();
        for (AnswerRow row : rows) {
            reader.answer(mail.tenant(), row.content())
                    .ifPresent(a ->
                            answers.add(new ReadingPages.GivenAnswer(row.at(), row.to(), a.text(), a.fileNames())));
        }
        return answers;
    }
}
