package chancery.mime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** A parsed message: the tree of its entities over the octets it was read from. Immutable. */
public final class Message {
    private final MimeSource source;
    private final Entity root;
    private final List<Defect> defects;

    Message(MimeSource source, Entity root, List<Defect> defects) {
        this.source = source;
        this.root = root;
        this.defects = List.copyOf(defects);
    }

    /** The message as an entity; its children are the parts. */
    public Entity root() {
        return root;
    }

    public HeaderSection header() {
        return root.header();
    }

    /** The rules it breaks, in the order found; the list ends after 100. */
    public List<Defect> defects() {
        return defects;
    }

    public MimeSource source() {
        return source;
    }

    /** Writes every octet as it came. */
    public void writeTo(OutputStream out) throws IOException {
        try (InputStream in = source.open()) {
            in.transferTo(out);
        }
    }

    /** What a person sees of it. */
    public MessageView view() {
        return MessageView.of(this);
    }

    /**
     * The text that a rule looks through: the decoded text of all text parts at any depth, those in forwarded messages
     * and in a winmail.dat included, each followed by a line feed, cut off after so many characters. HTML and RTF come
     * with their marks.
     */
    public String searchableText(int maxCharacters) throws IOException {
        var text = new StringBuilder();
        for (CharSequence part : searchableTexts(maxCharacters)) {
            text.append(part).append('\n');
        }
        return text.toString();
    }

    /**
     * The same, a text for each part, some of them an {@link AsciiText}, octets where they lie: valid while the source
     * is, and cheap for who goes through them one by one.
     */
    public List<CharSequence> searchableTexts(int maxCharacters) throws IOException {
        var texts = new ArrayList<CharSequence>();
        int left = maxCharacters - 1;
        for (Entity part : root.walk().filter(e -> e.children().isEmpty()).toList()) {
            if (left <= 0) {
                break;
            }
            if (part.contentType().isText() || part.contentType().isMultipart()) {
                CharSequence text = part.searchable(left);
                texts.add(text);
                left -= text.length() + 1;
            } else if (MessageView.isTnef(part)) {
                left = addTnef(part, left, texts);
            }
        }
        return texts;
    }

    private static int addTnef(Entity part, int most, List<CharSequence> texts) throws IOException {
        int left = most;
        for (Attachment inside : MessageView.opened(part)) {
            boolean readable =
                    inside.mediaType().startsWith("text/") || inside.mediaType().equals("application/rtf");
            if (readable && left > 0) {
                try (InputStream in = inside.open()) {
                    byte[] octets = in.readNBytes(left);
                    String text = Charsets.decodeUndeclared(octets, 0, octets.length);
                    texts.add(text);
                    left -= text.length() + 1;
                }
            }
        }
        return left;
    }
}
