package chancery.portal;

import chancery.mail.FaultException;
import chancery.mail.SyntaxException;
import chancery.mail.TenantId;
import chancery.mime.Attachment;
import chancery.mime.HeaderMailbox;
import chancery.mime.Message;
import chancery.mime.MessageParser;
import chancery.mime.MessageView;
import chancery.mime.MimeLimits;
import chancery.mime.MimeSource;
import chancery.portal.ReadableMail.AttachedFile;
import chancery.portal.ReadableMail.Correspondent;
import chancery.portal.ReadableMail.Correspondents;
import chancery.portal.ReadableMail.ThreadPlace;
import chancery.store.ContentVault;
import chancery.store.Opened;
import java.io.IOException;
import java.io.InputStream;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Makes what a guest reads out of stored content. Clear octets stay in memory and only as long as a request. */
final class MailReader {
    private static final int KEPT_IN_MEMORY = 1 << 20;
    private static final int PICTURE_LIMIT = 2 << 20;
    private static final int PICTURES_LIMIT = 6 << 20;
    private static final Set<String> PICTURES = Set.of("image/png", "image/jpeg", "image/gif", "image/webp");

    /** What came of the wish to read. */
    sealed interface Reading {
        record Legible(ReadableMail mail) implements Reading {}

        /** No mail that we understand; its octets can be saved. */
        record Illegible() implements Reading {}

        record Destroyed() implements Reading {}
    }

    /** A part of the mail to be saved, open; to be closed by the receiver. */
    record OpenFile(String name, String type, InputStream octets) {}

    /** An answer as its author sees it again. */
    record AnswerText(String text, List<String> fileNames) {}

    private final ContentVault vault;

    MailReader(ContentVault vault) {
        this.vault = vault;
    }

    Reading read(WaitingMail mail) {
        try {
            Optional<MimeSource> source = source(mail.tenant(), mail.stored().content());
            if (source.isEmpty()) {
                return new Reading.Destroyed();
            }
            return new Reading.Legible(readable(MessageParser.parse(source.get(), MimeLimits.STANDARD)));
        } catch (SyntaxException e) {
            return new Reading.Illegible();
        } catch (IOException e) {
            throw new FaultException(PortalError.CONTENT_UNREADABLE, e);
        }
    }

    /** The whole mail as it was sent, octet by octet. */
    Optional<InputStream> whole(WaitingMail mail) {
        return open(mail.tenant(), mail.stored().content());
    }

    Optional<OpenFile> file(WaitingMail mail, int number) {
        try {
            Optional<MimeSource> source = source(mail.tenant(), mail.stored().content());
            if (source.isEmpty()) {
                return Optional.empty();
            }
            List<Attachment> all = MessageParser.parse(source.get(), MimeLimits.STANDARD)
                    .view()
                    .attachments();
            if (number < 1 || number > all.size()) {
                return Optional.empty();
            }
            Attachment wanted = all.get(number - 1);
            return Optional.of(new OpenFile(wanted.fileName(), wanted.mediaType(), wanted.open()));
        } catch (SyntaxException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new FaultException(PortalError.CONTENT_UNREADABLE, e);
        }
    }

    Optional<AnswerText> answer(TenantId tenant, UUID content) {
        try {
            Optional<MimeSource> source = source(tenant, content);
            if (source.isEmpty()) {
                return Optional.empty();
            }
            MessageView view =
                    MessageParser.parse(source.get(), MimeLimits.STANDARD).view();
            return Optional.of(new AnswerText(
                    view.text(MailHtml.LONGEST),
                    view.attachments().stream().map(Attachment::fileName).toList()));
        } catch (SyntaxException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new FaultException(PortalError.CONTENT_UNREADABLE, e);
        }
    }

    private Optional<MimeSource> source(TenantId tenant, UUID content) throws IOException {
        Optional<InputStream> first = open(tenant, content);
        if (first.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream clear = first.get()) {
            byte[] octets = clear.readNBytes(KEPT_IN_MEMORY);
            if (octets.length < KEPT_IN_MEMORY) {
                return Optional.of(MimeSource.of(octets));
            }
        }
        return Optional.of(
                () -> open(tenant, content).orElseThrow(() -> new IOException("destroyed while being read")));
    }

    private Optional<InputStream> open(TenantId tenant, UUID content) {
        return switch (vault.open(tenant, content)) {
            case Opened.Content(var reference, var clear) -> Optional.of(clear);
            case Opened.KeyDestroyed() -> Optional.empty();
            case Opened.Absent() -> Optional.empty();
        };
    }

    private static ReadableMail readable(Message message) throws IOException {
        MessageView view = message.view();
        Optional<String> html = view.hasHtml() ? Optional.of(view.html(MailHtml.LONGEST + 1)) : Optional.empty();
        Optional<String> text = view.hasText() ? Optional.of(view.text(MailHtml.LONGEST)) : Optional.empty();
        Map<String, String> pictures = html.isPresent() ? pictures(view, html.get()) : Map.of();
        return new ReadableMail(
                people(view),
                view.date().map(OffsetDateTime::toInstant),
                view.subject(),
                html,
                text,
                files(view, pictures.keySet()),
                pictures,
                new ThreadPlace(view.messageId(), view.references()));
    }

    private static Correspondents people(MessageView view) {
        List<Correspondent> from = correspondents(view.from());
        return new Correspondents(
                from.isEmpty() ? new Correspondent("", "") : from.getFirst(),
                correspondents(view.replyTo()),
                correspondents(view.to()),
                correspondents(view.cc()));
    }

    private static List<Correspondent> correspondents(List<HeaderMailbox> mailboxes) {
        List<Correspondent> people = new ArrayList<>();
        for (HeaderMailbox mailbox : mailboxes) {
            mailbox.address().ifPresent(a -> people.add(new Correspondent(mailbox.displayName(), a.toString())));
        }
        return people;
    }

    private static List<AttachedFile> files(MessageView view, Set<String> shown) throws IOException {
        List<AttachedFile> files = new ArrayList<>();
        int number = 0;
        for (Attachment attachment : view.attachments()) {
            number++;
            boolean inText = attachment.isInline() && shown.contains(attachment.contentId());
            if (!inText) {
                files.add(new AttachedFile(number, attachment.fileName(), attachment.mediaType(), attachment.size()));
            }
        }
        return files;
    }

    private static Map<String, String> pictures(MessageView view, String html) throws IOException {
        Map<String, String> pictures = new HashMap<>();
        Set<String> tried = new HashSet<>();
        int total = 0;
        for (Attachment attachment : view.attachments()) {
            String id = attachment.contentId();
            boolean wanted = !id.isEmpty() && PICTURES.contains(attachment.mediaType()) && html.contains(id);
            if (wanted && tried.add(id) && total < PICTURES_LIMIT) {
                try (InputStream in = attachment.open()) {
                    byte[] octets = in.readNBytes(PICTURE_LIMIT + 1);
                    if (octets.length <= PICTURE_LIMIT) {
                        total += octets.length;
                        String base64 = Base64.getEncoder().encodeToString(octets);
                        pictures.put(id, "data:" + attachment.mediaType() + ";base64," + base64);
                    }
                }
            }
        }
        return pictures;
    }
}
