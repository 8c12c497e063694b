package chancery.mime;

import chancery.mail.SyntaxException;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A message as a person sees it: who, when, about what, text, attachments. Immutable; texts are read when asked for. */
public final class MessageView {
    private final HeaderSection header;
    private final List<Entity> textParts;
    private final List<Entity> htmlParts;
    private final List<Attachment> attachments;

    private MessageView(HeaderSection header, BodySelection bodies, List<Attachment> attachments) {
        this.header = header;
        this.textParts = List.copyOf(bodies.text);
        this.htmlParts = List.copyOf(bodies.html);
        this.attachments = List.copyOf(attachments);
    }

    static MessageView of(Message message) {
        var bodies = BodySelection.of(message.root());
        var attachments = new ArrayList<Attachment>();
        for (Entity part : bodies.attachments) {
            var opened = isTnef(part) ? opened(part) : List.<Attachment>of();
            if (opened.isEmpty()) {
                attachments.add(Attachment.of(part, attachments.size() + 1));
            }
            attachments.addAll(opened);
        }
        return new MessageView(message.header(), bodies, attachments);
    }

    static boolean isTnef(Entity part) {
        return part.contentType().is("application/ms-tnef")
                || part.contentType().is("application/vnd.ms-tnef")
                || part.givenFileName().equalsIgnoreCase("winmail.dat");
    }

    /** What a winmail.dat holds; nothing when it cannot be opened, and then it stays an attachment as it is. */
    static List<Attachment> opened(Entity part) {
        try {
            return Tnef.open(part::open);
        } catch (SyntaxException | IOException e) {
            return List.of();
        }
    }

    /** The decoded subject, or empty text. */
    public String subject() {
        return header.text("Subject");
    }

    public List<HeaderMailbox> from() {
        return header.addresses("From").mailboxes();
    }

    public List<HeaderMailbox> replyTo() {
        return header.addresses("Reply-To").mailboxes();
    }

    public List<HeaderMailbox> to() {
        return header.addresses("To").mailboxes();
    }

    public List<HeaderMailbox> cc() {
        return header.addresses("Cc").mailboxes();
    }

    /** When the author says it was written. */
    public Optional<OffsetDateTime> date() {
        return header.date("Date");
    }

    /** The message identifier without angle brackets, or empty text. */
    public String messageId() {
        return MessageIds.bare(header.value("Message-ID"));
    }

    /** The identifiers of the messages before it in its thread, oldest first. */
    public List<String> references() {
        var ids = MessageIds.all(header.value("References"));
        return ids.isEmpty() ? MessageIds.all(header.value("In-Reply-To")) : ids;
    }

    /** True when there is HTML that is not only a stand-in for missing text. */
    public boolean hasHtml() {
        return htmlParts.stream().anyMatch(p -> p.contentType().is("text/html"));
    }

    public boolean hasText() {
        return textParts.stream()
                .anyMatch(p ->
                        !p.contentType().is("text/html") && !p.contentType().isMedia());
    }

    /** The plain text, at most so many characters; empty when the message has only HTML. */
    public String text(int maxCharacters) throws IOException {
        return joined(textParts, maxCharacters, false);
    }

    /** The HTML as it came, not sanitised, at most so many characters; empty when the message has only plain text. */
    public String html(int maxCharacters) throws IOException {
        return joined(htmlParts, maxCharacters, true);
    }

    private static String joined(List<Entity> parts, int maxCharacters, boolean html) throws IOException {
        var text = new StringBuilder();
        for (Entity part : parts) {
            boolean wanted = part.contentType().is("text/html") == html
                    && !part.contentType().isMedia();
            if (wanted && text.length() < maxCharacters) {
                text.append(part.text(maxCharacters - text.length()));
            }
        }
        return text.toString();
    }

    /** Everything that can be saved, in order, inline images of the HTML and the content of a winmail.dat included. */
    public List<Attachment> attachments() {
        return attachments;
    }

    /** What HTML may refer to, by Content-ID without angle brackets. */
    public Map<String, Attachment> inlineParts() {
        var parts = new LinkedHashMap<String, Attachment>();
        for (Attachment attachment : attachments) {
            if (!attachment.contentId().isEmpty()) {
                parts.putIfAbsent(attachment.contentId(), attachment);
            }
        }
        return parts;
    }

    List<Entity> textParts() {
        return textParts;
    }

    List<Entity> htmlParts() {
        return htmlParts;
    }
}
