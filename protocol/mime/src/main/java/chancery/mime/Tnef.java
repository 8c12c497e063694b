package chancery.mime;

import chancery.mail.SyntaxException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The content of a winmail.dat (MS-OXTNEF), into which Exchange and Outlook put attachments and formatted text. Large
 * values stay where they are; a stream cut off or damaged behind its signature gives what stands before that.
 */
public final class Tnef {
    private static final long SIGNATURE = 0x223e9f78L;
    private static final int MAX_ATTRIBUTES = 10_000;
    private static final int MAX_DEPTH = 5;
    private static final int MAX_TEXT = 16 << 20;

    private final MimeSource source;
    private final int depth;
    private final List<Attachment> parts = new ArrayList<>();
    private final List<TnefAttachment> drafts = new ArrayList<>();
    private Charset charset = Charsets.WINDOWS_1252;
    private byte[] rtf = {};
    private byte[] html = {};
    private byte[] text = {};

    private Tnef(MimeSource source, int depth) {
        this.source = source;
        this.depth = depth;
    }

    /**
     * Opens a TNEF stream. What was attached comes first, then the message's own text as {@code message.html},
     * {@code message.rtf} or {@code message.txt}.
     *
     * @throws SyntaxException when it does not begin as TNEF
     */
    public static List<Attachment> open(MimeSource source) throws SyntaxException, IOException {
        return open(source, 0);
    }

    private static List<Attachment> open(MimeSource source, int depth) throws SyntaxException, IOException {
        var tnef = new Tnef(source, depth);
        try (InputStream in = new BufferedInputStream(source.open(), 64 * 1024)) {
            tnef.read(new TnefReader(in));
        }
        return tnef.parts();
    }

    private void read(TnefReader reader) throws SyntaxException, IOException {
        try {
            if (reader.number32() != SIGNATURE) {
                throw new SyntaxException("not TNEF", 0);
            }
            reader.number16();
        } catch (EOFException e) {
            throw new SyntaxException("not TNEF", 0);
        }
        try {
            for (int i = 0; i < MAX_ATTRIBUTES && reader.octetOrEnd() >= 0; i++) {
                attribute(reader);
            }
        } catch (EOFException cutOff) {
            drafts.removeIf(draft -> !draft.hasData());
        }
    }

    private void attribute(TnefReader reader) throws IOException {
        int id = reader.number16();
        reader.number16();
        long length = reader.number32();
        long start = reader.position();
        switch (id) {
            case 0x9002 -> drafts.add(new TnefAttachment());
            case 0x8010 -> current().title = string(reader, length);
            case 0x800f -> current().data(start, start + length);
            case 0x9005 -> TnefProperties.read(reader, start + length, this::attachmentProperty);
            case 0x9003 -> TnefProperties.read(reader, start + length, this::messageProperty);
            case 0x9007 -> charset = codePage(reader.number32());
            case 0x800c -> text = textOf(0x1e, small(reader, length));
            default -> {
                // the rest describes the message to Exchange
            }
        }
        reader.moveTo(start + length);
        reader.number16();
    }

    private TnefAttachment current() {
        if (drafts.isEmpty()) {
            drafts.add(new TnefAttachment());
        }
        return drafts.getLast();
    }

    private static Charset codePage(long number) {
        if (number == 65001) {
            return StandardCharsets.UTF_8;
        }
        return Charsets.named("windows-" + number)
                .or(() -> Charsets.named("ibm" + number))
                .or(() -> Charsets.named("cp" + number))
                .orElse(Charsets.WINDOWS_1252);
    }

    private static byte[] small(TnefReader reader, long length) throws IOException {
        return length > MAX_TEXT ? new byte[0] : reader.octets((int) length);
    }

    private String string(TnefReader reader, long length) throws IOException {
        return upToNul(new String(small(reader, Math.min(length, 4096)), charset));
    }

    private String propertyString(int type, long length, TnefReader reader) throws IOException {
        byte[] octets = small(reader, Math.min(length, 4096));
        return upToNul(new String(octets, type == 0x1f ? StandardCharsets.UTF_16LE : charset));
    }

    private static String upToNul(String text) {
        int nul = text.indexOf('\0');
        return nul < 0 ? text : text.substring(0, nul);
    }

    private void attachmentProperty(int id, int type, long length, TnefReader reader) throws IOException {
        var draft = current();
        switch (id) {
            case 0x3001 -> draft.displayName = propertyString(type, length, reader);
            case 0x3704 -> draft.shortName = propertyString(type, length, reader);
            case 0x3707 -> draft.longName = propertyString(type, length, reader);
            case 0x370e -> draft.mediaType = propertyString(type, length, reader);
            case 0x3712 -> draft.contentId = propertyString(type, length, reader);
            case 0x3701 -> {
                // an object is preceded by the identifier of its interface
                long start = reader.position() + (type == 0x0d ? 16 : 0);
                draft.data(start, Math.max(start, reader.position() + length));
            }
            default -> {
                // nothing a reader sees
            }
        }
    }

    private void messageProperty(int id, int type, long length, TnefReader reader) throws IOException {
        switch (id) {
            case 0x1000 -> text = textOf(type, small(reader, length));
            case 0x1009 -> rtf = CompressedRtf.decompress(small(reader, length));
            case 0x1013 -> html = type == 0x102 ? small(reader, length) : textOf(type, small(reader, length));
            default -> {
                // nothing a reader sees
            }
        }
    }

    private byte[] textOf(int type, byte[] octets) {
        String decoded = new String(octets, type == 0x1f ? StandardCharsets.UTF_16LE : charset);
        return upToNul(decoded).getBytes(StandardCharsets.UTF_8);
    }

    private List<Attachment> parts() throws IOException {
        for (TnefAttachment draft : drafts) {
            if (draft.hasData()) {
                add(draft);
            }
        }
        body("message.html", "text/html", html);
        body("message.rtf", "application/rtf", rtf);
        body("message.txt", "text/plain", text);
        return parts;
    }

    private void body(String name, String mediaType, byte[] content) {
        if (content.length > 0) {
            parts.add(new Attachment(MimeSource.of(content), name, mediaType, "", false));
        }
    }

    private void add(TnefAttachment draft) throws IOException {
        MimeSource content = () -> source.open(draft.start(), draft.end());
        if (depth < MAX_DEPTH) {
            try {
                parts.addAll(open(content, depth + 1));
                return;
            } catch (SyntaxException e) {
                // an ordinary file, which is what most attachments are
            }
        }
        String mediaType = draft.mediaType.isEmpty() ? "application/octet-stream" : draft.mediaType;
        String name = FileNames.safe(draft.name(), mediaType, parts.size() + 1);
        parts.add(new Attachment(content, name, mediaType, draft.contentId, !draft.contentId.isEmpty()));
    }
}
