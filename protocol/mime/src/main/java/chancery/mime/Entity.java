package chancery.mime;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A message or a body part (RFC 2045 §2.4): a header section, and a body that is a leaf, a multipart or a message. Holds
 * the header section's octets and refers to the rest. Immutable.
 */
public final class Entity {
    private final MimeSource source;
    private final HeaderSection header;
    private final ContentType type;
    private final TransferEncoding encoding;
    private final Extent extent;
    private final List<Entity> children;

    /**
     * Where the entity lies in its source, in octets.
     *
     * @param start first octet of the header section
     * @param bodyStart first octet of the body
     * @param end octet behind the body
     * @param preambleEnd end of a multipart's preamble (RFC 2046 §5.1.1), else {@code end}
     * @param epilogueStart start of a multipart's epilogue, else {@code end}
     */
    record Extent(long start, long bodyStart, long end, long preambleEnd, long epilogueStart) {}

    Entity(OpenEntity closed, HeaderSection header, ContentType type, Extent extent, List<Entity> children) {
        this.source = closed.source();
        this.header = header;
        this.type = type;
        this.encoding = closed.encoding();
        this.extent = extent;
        this.children = List.copyOf(children);
    }

    public HeaderSection header() {
        return header;
    }

    /** The media type; text/plain, or message/rfc822 in a digest, where the field is missing or cannot be read. */
    public ContentType contentType() {
        return type;
    }

    public TransferEncoding encoding() {
        return encoding;
    }

    /** Content-Disposition (RFC 2183), when there is one. */
    public Optional<ContentDisposition> disposition() {
        return header.first("Content-Disposition").map(f -> ContentDisposition.parse(f.value()));
    }

    /** The file name that the author gave, decoded and not made safe; empty when there is none. */
    public String givenFileName() {
        String fromDisposition =
                disposition().map(d -> d.parameters().get("filename")).orElse("");
        return fromDisposition.isEmpty() ? type.parameters().get("name") : fromDisposition;
    }

    /** Content-ID (RFC 2045 §7) without its angle brackets, or empty text. */
    public String contentId() {
        return MessageIds.bare(header.value("Content-ID"));
    }

    /** The parts of a multipart, or the one message of a message/rfc822 (also when that was encoded), else empty. */
    public List<Entity> children() {
        return children;
    }

    /** True for a multipart that was read as one. */
    public boolean isMultipart() {
        return type.isMultipart()
                && (!children.isEmpty() || !type.parameters().get("boundary").isEmpty());
    }

    /** True when the body is a message that was opened: then it is the only child. */
    public boolean isMessage() {
        return type.isMessage() && !children.isEmpty();
    }

    /** This entity and everything in it, from top to bottom. */
    public Stream<Entity> walk() {
        if (children.isEmpty()) {
            return Stream.of(this);
        }
        var all = new ArrayList<Entity>();
        addTo(all);
        return all.stream();
    }

    private void addTo(List<Entity> all) {
        all.add(this);
        for (Entity child : children) {
            child.addTo(all);
        }
    }

    /** Size of the body in octets as it lies in the mail, still encoded. */
    public long encodedSize() {
        return extent.end() - extent.bodyStart();
    }

    /** The body's octets as they lie in the mail. */
    public InputStream openEncoded() throws IOException {
        return source.open(extent.bodyStart(), extent.end());
    }

    /** The body's octets with the transfer encoding taken off; a multipart's encoding is ignored (RFC 2045 §6.4). */
    public InputStream open() throws IOException {
        return type.isMultipart() ? openEncoded() : encoding.decode(openEncoded());
    }

    /** Size of the decoded body in octets, found by decoding it where it is encoded. */
    public long size() throws IOException {
        if (type.isMultipart() || encoding == TransferEncoding.IDENTITY) {
            return encodedSize();
        }
        try (InputStream in = open()) {
            return in.transferTo(OutputStream.nullOutputStream());
        }
    }

    /**
     * The decoded body as text, at most so many characters. The charset parameter counts where it names a known charset,
     * else UTF-8 where the octets are that, else windows-1252; octets that fit nowhere become U+FFFD.
     */
    public String text(int maxCharacters) throws IOException {
        try (InputStream in = open()) {
            int most = (int) Math.min(Integer.MAX_VALUE - 16L, 4L * maxCharacters);
            boolean fits = in instanceof ByteArrayInputStream && in.available() <= most;
            byte[] octets = fits ? in.readAllBytes() : in.readNBytes(most);
            String text = Charsets.decode(octets, type.parameters().get("charset"));
            return cut(text, maxCharacters);
        }
    }

    /** The same, without a copy where it is plain ASCII in memory; the octets of the source are then the text's. */
    CharSequence searchable(int maxCharacters) throws IOException {
        boolean plain = type.isMultipart() || encoding == TransferEncoding.IDENTITY;
        if (plain
                && source instanceof MemorySource memory
                && encodedSize() <= maxCharacters
                && Charsets.extendsAscii(type.parameters().get("charset"))) {
            int from = (int) extent.bodyStart();
            int to = from + (int) encodedSize();
            if (ByteScan.isAscii(memory.octets(), from, to)) {
                return new AsciiText(memory.octets(), from, to);
            }
        }
        return text(maxCharacters);
    }

    /** Octets of this body, or what was made of some, as text in its charset; see {@link #text}. */
    public String decoded(byte[] octets) {
        return Charsets.decode(octets, type.parameters().get("charset"));
    }

    /** Never between the two halves of a character. */
    private static String cut(String text, int maxCharacters) {
        if (text.length() <= maxCharacters) {
            return text;
        }
        boolean half = maxCharacters > 0 && Character.isHighSurrogate(text.charAt(maxCharacters - 1));
        return text.substring(0, half ? maxCharacters - 1 : maxCharacters);
    }

    /** Writes header section and body exactly as they came. */
    public void writeTo(OutputStream out) throws IOException {
        try (InputStream in = openWhole()) {
            in.transferTo(out);
        }
    }

    /** Header section and body exactly as they came. */
    public InputStream openWhole() throws IOException {
        return source.open(extent.start(), extent.end());
    }

    Extent extent() {
        return extent;
    }

    MimeSource source() {
        return source;
    }
}
