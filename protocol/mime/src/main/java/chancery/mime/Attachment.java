package chancery.mime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Something that came with a message and can be saved or shown in its text. */
public final class Attachment {
    private final MimeSource content;
    private final String fileName;
    private final String mediaType;
    private final String contentId;
    private final boolean inline;

    Attachment(MimeSource content, String fileName, String mediaType, String contentId, boolean inline) {
        this.content = content;
        this.fileName = fileName;
        this.mediaType = mediaType;
        this.contentId = contentId;
        this.inline = inline;
    }

    static Attachment of(Entity part, int number) {
        String given = part.givenFileName();
        if (given.isEmpty() && part.isMessage()) {
            String subject = part.children().getFirst().header().text("Subject");
            given = subject.isEmpty() ? "" : subject.replace('/', '_').replace('\\', '_') + ".eml";
        }
        String mediaType = part.contentType().mediaType();
        boolean inline = !part.contentId().isEmpty()
                && part.disposition().map(d -> !d.type().equals("attachment")).orElse(true);
        return new Attachment(
                part::open, FileNames.safe(given, mediaType, number), mediaType, part.contentId(), inline);
    }

    /** A file name that is safe to offer for saving: no folder, no control or direction characters, at most 200 octets. */
    public String fileName() {
        return fileName;
    }

    /** The media type that the sender gives, in lower case and without parameters; believe it no further than that. */
    public String mediaType() {
        return mediaType;
    }

    /** Content-ID without angle brackets, by which HTML refers to it as {@code cid:}; or empty text. */
    public String contentId() {
        return contentId;
    }

    /** True when it is meant to appear in the text and not beside it. */
    public boolean isInline() {
        return inline;
    }

    /** The content with its transfer encoding taken off. */
    public InputStream open() throws IOException {
        return content.open();
    }

    /** Size of the content in octets, found by reading it. */
    public long size() throws IOException {
        try (InputStream in = open()) {
            return in.transferTo(OutputStream.nullOutputStream());
        }
    }
}
