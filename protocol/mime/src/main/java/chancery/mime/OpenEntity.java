package chancery.mime;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** An entity while its end has not been seen. */
final class OpenEntity {
    private static final byte[] NO_BOUNDARY = {};

    private final MimeSource source;
    private final long start;
    private final boolean inDigest;
    private final List<Entity> children = new ArrayList<>();

    private HeaderSection header = HeaderSection.EMPTY;
    private ContentType type = ContentType.TEXT_PLAIN;
    private TransferEncoding encoding = TransferEncoding.IDENTITY;
    private byte[] boundary = NO_BOUNDARY;
    private long bodyStart;
    private long childrenEnd;
    private long preambleEnd = -1;
    private long epilogueStart = -1;

    OpenEntity(MimeSource source, long start, boolean inDigest) {
        this.source = source;
        this.start = start;
        this.inDigest = inDigest;
    }

    /** The header section is complete: what it says about the body is known from here on. */
    void header(HeaderSection complete, long newBodyStart, DefectList defects) {
        header = complete;
        bodyStart = newBodyStart;
        type = type(defects);
        String named = header.value("Content-Transfer-Encoding");
        encoding = TransferEncoding.named(named);
        if (!TransferEncoding.isKnown(named)) {
            defects.add(Defect.Kind.UNKNOWN_ENCODING, start);
        }
        boolean composite = type.isMultipart() || type.isMessage();
        if (composite && encoding != TransferEncoding.IDENTITY) {
            defects.add(Defect.Kind.ENCODED_COMPOSITE, start);
        }
        if (type.isMultipart()) {
            boundary = type.parameters().get("boundary").stripTrailing().getBytes(StandardCharsets.UTF_8);
            if (boundary.length == 0) {
                defects.add(Defect.Kind.BOUNDARY_MISSING, start);
            }
        }
    }

    private ContentType type(DefectList defects) {
        var otherwise = inDigest ? ContentType.MESSAGE_RFC822 : ContentType.TEXT_PLAIN;
        var field = header.first("Content-Type");
        if (field.isEmpty()) {
            return otherwise;
        }
        var parsed = ContentType.parse(field.get().value());
        if (parsed.isEmpty()) {
            defects.add(Defect.Kind.BAD_CONTENT_TYPE, start);
        }
        return parsed.orElse(otherwise);
    }

    MimeSource source() {
        return source;
    }

    long start() {
        return start;
    }

    long bodyStart() {
        return bodyStart;
    }

    TransferEncoding encoding() {
        return encoding;
    }

    byte[] boundary() {
        return boundary;
    }

    boolean awaitsDelimiter() {
        return boundary.length > 0 && epilogueStart < 0;
    }

    // RFC 2046 §5.1.5
    boolean isDigest() {
        return type.subtype().equals("digest");
    }

    /** A message that lies in the open, so that its lines come now. */
    boolean isOpenMessage() {
        return type.isMessage() && encoding == TransferEncoding.IDENTITY;
    }

    boolean isEncodedMessage() {
        return type.isMessage() && encoding != TransferEncoding.IDENTITY;
    }

    void add(Entity child) {
        children.add(child);
        if (child.source().equals(source)) {
            childrenEnd = child.extent().end();
        }
    }

    void delimiterAt(long end) {
        if (preambleEnd < 0) {
            preambleEnd = Math.max(bodyStart, end);
        }
    }

    void closed(long lineEnd) {
        epilogueStart = lineEnd;
    }

    Entity close(long foundEnd, DefectList defects) {
        // a header section cut off by a delimiter keeps its last line end, so the end may lie behind the found one
        long end = Math.max(Math.max(bodyStart, childrenEnd), foundEnd);
        if (boundary.length > 0 && preambleEnd < 0) {
            defects.add(Defect.Kind.NO_PARTS, start);
        } else if (boundary.length > 0 && epilogueStart < 0) {
            defects.add(Defect.Kind.MULTIPART_NOT_CLOSED, start);
        }
        long preamble = preambleEnd < 0 ? end : preambleEnd;
        long epilogue = epilogueStart < 0 ? end : Math.min(end, epilogueStart);
        return new Entity(this, header, type, new Entity.Extent(start, bodyStart, end, preamble, epilogue), children);
    }
}
