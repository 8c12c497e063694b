package chancery.mime;

import chancery.mail.EmailAddress;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Writes a new message (RFC 5322, RFC 2045). Date and Message-ID are added unless they are given. One use, one thread.
 */
public final class MessageBuilder {
    private final Clock clock;
    private final RandomGenerator random;
    private final String messageIdDomain;

    private final List<String> fields = new ArrayList<>();
    private final List<MimePart> attachments = new ArrayList<>();
    private final List<MimePart> inlines = new ArrayList<>();
    private Optional<MimePart> text = Optional.empty();
    private Optional<MimePart> html = Optional.empty();
    private Optional<MimePart> body = Optional.empty();
    private String messageId = "";
    private boolean dated;
    private boolean utf8;

    /**
     * @param random makes boundaries and the Message-ID; a secure one keeps others from guessing these
     * @param messageIdDomain the right side of the Message-ID, a domain of the sender
     */
    public MessageBuilder(Clock clock, RandomGenerator random, String messageIdDomain) {
        this.clock = clock;
        this.random = random;
        this.messageIdDomain = messageIdDomain;
    }

    /** Writes header text in UTF-8 (RFC 6532) instead of encoding it; the message then needs SMTPUTF8 to travel. */
    public MessageBuilder smtpUtf8() {
        utf8 = true;
        return this;
    }

    public MessageBuilder from(String displayName, EmailAddress address) {
        return mailboxes("From", List.of(new HeaderMailbox.Valid(displayName, address)));
    }

    public MessageBuilder to(EmailAddress... addresses) {
        return mailboxes("To", bare(addresses));
    }

    public MessageBuilder cc(EmailAddress... addresses) {
        return mailboxes("Cc", bare(addresses));
    }

    private static List<HeaderMailbox.Valid> bare(EmailAddress... addresses) {
        var all = new ArrayList<HeaderMailbox.Valid>();
        for (EmailAddress address : addresses) {
            all.add(new HeaderMailbox.Valid("", address));
        }
        return all;
    }

    /** A field of mailboxes such as To, Cc, Reply-To or Sender; left out when the list is empty. */
    public MessageBuilder mailboxes(String name, List<HeaderMailbox.Valid> mailboxes) {
        if (!mailboxes.isEmpty()) {
            fields.add(FieldWriter.mailboxes(name, mailboxes, utf8));
        }
        return this;
    }

    public MessageBuilder subject(String subject) {
        return header("Subject", subject);
    }

    /** Any field of free text. Breaks in the value become spaces, so that it cannot begin a field of its own. */
    public MessageBuilder header(String name, String value) {
        dated |= name.equalsIgnoreCase("Date");
        fields.add(utf8 ? FieldWriter.unstructuredUtf8(name, value) : FieldWriter.unstructured(name, value));
        return this;
    }

    /** The Message-ID without angle brackets, instead of a made-up one. */
    public MessageBuilder messageId(String id) {
        messageId = id;
        return this;
    }

    /** Puts the message in a thread: In-Reply-To and References (RFC 5322 §3.6.4). Identifiers without brackets. */
    public MessageBuilder inReplyTo(String id, List<String> references) {
        var chain = new ArrayList<>(references);
        chain.remove(id);
        chain.add(id);
        var ids = chain.stream().map(i -> "<" + i + ">").toList();
        return header("In-Reply-To", "<" + id + ">").header("References", String.join(" ", ids));
    }

    public MessageBuilder text(String plain) {
        text = Optional.of(MimePart.text(plain));
        return this;
    }

    /** With {@link #text} too, the two become a multipart/alternative (RFC 2046 §5.1.4). */
    public MessageBuilder html(String markup) {
        html = Optional.of(MimePart.html(markup));
        return this;
    }

    public MessageBuilder attach(String fileName, ContentType type, MimeSource content) {
        attachments.add(MimePart.attachment(fileName, type, content));
        return this;
    }

    public MessageBuilder attach(MimePart part) {
        attachments.add(part);
        return this;
    }

    /** Something the HTML refers to as {@code cid:contentId} (RFC 2387, RFC 2392). */
    public MessageBuilder inline(String contentId, String fileName, ContentType type, MimeSource content) {
        inlines.add(MimePart.inline(contentId, fileName, type, content));
        return this;
    }

    /** The whole body, instead of text, HTML and attachments; for reports, signed and encrypted messages. */
    public MessageBuilder body(MimePart whole) {
        body = Optional.of(whole);
        return this;
    }

    /** Writes the message. The contents of attachments are read now. */
    public void writeTo(OutputStream target) throws IOException {
        var out = new BufferedOutputStream(target, 64 * 1024);
        if (!dated) {
            write("Date: " + MailDate.write(clock.instant(), clock.getZone()) + "\r\n", out);
        }
        for (String field : fields) {
            write(field, out);
        }
        write("Message-ID: <" + id() + ">\r\nMIME-Version: 1.0\r\n", out);
        assembled().writeTo(out, random);
        out.flush();
    }

    /** The message in memory. */
    public byte[] toOctets() {
        var out = new ByteArrayOutputStream();
        try {
            writeTo(out);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void write(String text, OutputStream out) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private String id() {
        if (!messageId.isEmpty()) {
            return messageId;
        }
        byte[] left = new byte[16];
        random.nextBytes(left);
        return HexFormat.of().formatHex(left) + "@" + messageIdDomain;
    }

    private MimePart assembled() {
        if (body.isPresent()) {
            return body.get();
        }
        // RFC 2387 §3.1: the type of the root is required
        var related = ContentType.of("multipart", "related").with("type", "text/html");
        var rich = html.map(h -> together(related, h, inlines));
        var readable = text.isPresent() && rich.isPresent()
                ? MimePart.multipart(ContentType.of("multipart", "alternative"), List.of(text.get(), rich.get()))
                : rich.or(() -> text).orElseGet(() -> MimePart.text(""));
        var beside = new ArrayList<>(html.isPresent() ? List.of() : inlines);
        beside.addAll(attachments);
        return together(ContentType.of("multipart", "mixed"), readable, beside);
    }

    private static MimePart together(ContentType type, MimePart first, List<MimePart> others) {
        if (others.isEmpty()) {
            return first;
        }
        var parts = new ArrayList<MimePart>();
        parts.add(first);
        parts.addAll(others);
        return MimePart.multipart(type, parts);
    }
}
