package chancery.mime;

import chancery.mail.SyntaxException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;

/**
 * One pass over the lines of a source with a stack of open entities. A line is part of a header section, a delimiter of
 * an open multipart, or body octets that nobody looks at.
 */
final class TreeParser {
    private static final int MAX_GUESSES = 100;

    private final MimeSource source;
    private final MimeLimits limits;
    private final DefectList defects;
    private final HeaderCollector headers;
    private final PartCount count;
    private final int outerDepth;
    private final int encodedDepth;

    /** The open entities, the innermost first. */
    private final ArrayDeque<OpenEntity> open = new ArrayDeque<>();

    private boolean inHeader = true;
    private int previousTerminator;
    private int delimiterGuesses;

    /** How many entities there are, over all sources of one message. */
    private static final class PartCount {
        int parts;
    }

    TreeParser(MimeSource source, MimeLimits limits) {
        this.source = source;
        this.limits = limits;
        this.defects = new DefectList();
        this.headers = new HeaderCollector(limits, defects);
        this.count = new PartCount();
        this.outerDepth = 0;
        this.encodedDepth = 0;
    }

    private TreeParser(TreeParser outer, MimeSource source, int depth) {
        this.source = source;
        this.limits = outer.limits;
        this.defects = outer.defects;
        this.headers = outer.headers;
        this.count = outer.count;
        this.outerDepth = depth;
        this.encodedDepth = outer.encodedDepth + 1;
    }

    Message parse() throws SyntaxException, IOException {
        return new Message(source, tree(), defects.found());
    }

    private Entity tree() throws SyntaxException, IOException {
        if (source instanceof MemorySource memory) {
            return tree(new LineReader(memory.octets(), memory.size()));
        }
        long expected = source instanceof DecodedSource decoded ? decoded.end() - decoded.start() : Long.MAX_VALUE;
        try (InputStream in = source.open()) {
            return tree(new LineReader(in, expected));
        }
    }

    private Entity tree(LineReader lines) throws SyntaxException, IOException {
        push(0, false);
        while (lines.next()) {
            line(lines);
            if (!inHeader) {
                skipBody(lines);
            }
        }
        return closeAll(lines.endOffset());
    }

    private void line(LineReader lines) throws SyntaxException, IOException {
        if (!(lines.atLineStart() && isDelimiter(lines)) && inHeader) {
            headerLine(lines);
        }
        previousTerminator = lines.terminator();
    }

    /** Goes to the next line of a body that can be a delimiter. */
    private void skipBody(LineReader lines) throws IOException {
        for (OpenEntity entity : open) {
            if (entity.awaitsDelimiter()) {
                lines.skipToHyphen();
                previousTerminator = lines.terminator();
                return;
            }
        }
        lines.skipToEnd();
    }

    // an entity that begins with its delimiter at once, without the empty line before it
    private boolean isDelimiterOfThisHeader(LineReader lines) throws SyntaxException, IOException {
        byte[] octets = lines.buffer();
        int start = lines.start();
        boolean dashes = lines.end() - start > 2 && octets[start] == '-' && octets[start + 1] == '-';
        if (!dashes || headers.isEmpty() || !lines.atLineStart() || delimiterGuesses++ > MAX_GUESSES) {
            return false;
        }
        String boundary = headers.boundarySoFar();
        String line = new String(octets, start + 2, lines.contentEnd() - start - 2, StandardCharsets.UTF_8);
        if (boundary.isEmpty() || !line.startsWith(boundary)) {
            return false;
        }
        defects.add(Defect.Kind.HEADER_SECTION_NOT_ENDED, lines.startOffset());
        endHeader(lines.startOffset());
        return isDelimiter(lines);
    }

    private void headerLine(LineReader lines) throws SyntaxException, IOException {
        if (lines.atLineStart() && lines.contentEnd() == lines.start()) {
            headers.add(lines);
            endHeader(lines.endOffset());
        } else if (headers.isEmpty() && !HeaderCollector.beginsHeader(lines)) {
            defects.add(Defect.Kind.NO_HEADER_SECTION, lines.startOffset());
            endHeader(lines.startOffset());
            if (inHeader) {
                // the part of a digest was a message without its own header section: the line is the message's first
                headerLine(lines);
            }
        } else if (!isDelimiterOfThisHeader(lines) && inHeader) {
            headers.add(lines);
        }
    }

    private void push(long start, boolean inDigest) throws SyntaxException {
        if (outerDepth + open.size() >= limits.depth()) {
            throw new SyntaxException("entities nested too deeply", position(start));
        }
        if (++count.parts > limits.parts()) {
            throw new SyntaxException("too many parts", position(start));
        }
        open.push(new OpenEntity(source, start, inDigest));
        inHeader = true;
    }

    private static int position(long offset) {
        return (int) Math.min(Integer.MAX_VALUE, offset);
    }

    private void endHeader(long bodyStart) throws SyntaxException {
        OpenEntity entity = open.element();
        entity.header(headers.take(entity.start()), bodyStart, defects);
        inHeader = false;
        if (entity.isOpenMessage()) {
            push(bodyStart, false);
        }
    }

    private boolean isDelimiter(LineReader line) throws SyntaxException, IOException {
        byte[] octets = line.buffer();
        int start = line.start();
        if (line.contentEnd() - start < 3 || octets[start] != '-' || octets[start + 1] != '-') {
            return false;
        }
        var match = DelimiterMatch.find(open, octets, start + 2, line.contentEnd());
        if (match.isEmpty()) {
            return false;
        }
        closeUntil(match.get().multipart(), line.startOffset() - previousTerminator);
        if (match.get().isClose()) {
            open.element().closed(line.endOffset());
            inHeader = false;
        } else {
            push(line.endOffset(), open.element().isDigest());
        }
        return true;
    }

    /** Closes what is open inside the multipart; its line end before the delimiter is the delimiter's. */
    private void closeUntil(OpenEntity multipart, long end) throws SyntaxException, IOException {
        while (open.element() != multipart) {
            closeInnermost(end);
        }
        multipart.delimiterAt(end);
    }

    private Entity closeAll(long end) throws SyntaxException, IOException {
        while (open.size() > 1) {
            closeInnermost(end);
        }
        return close(end);
    }

    private void closeInnermost(long end) throws SyntaxException, IOException {
        Entity closed = close(end);
        open.element().add(closed);
    }

    private Entity close(long end) throws SyntaxException, IOException {
        if (inHeader) {
            endTruncatedHeader(end);
        }
        OpenEntity entity = open.pop();
        inHeader = false;
        if (entity.isEncodedMessage()) {
            openEncoded(entity, end);
        }
        return entity.close(end, defects);
    }

    private void endTruncatedHeader(long end) throws SyntaxException {
        OpenEntity entity = open.element();
        if (!headers.isEmpty()) {
            defects.add(Defect.Kind.HEADER_SECTION_NOT_ENDED, end);
        }
        var section = headers.take(entity.start());
        entity.header(section, entity.start() + section.size(), defects);
        inHeader = false;
    }

    // RFC 2045 §6.4 forbids the encoding; what hides in it shall be seen all the same
    private void openEncoded(OpenEntity entity, long end) throws SyntaxException, IOException {
        if (encodedDepth >= limits.encodedDepth()) {
            defects.add(Defect.Kind.ENCODED_TOO_DEEP, entity.start());
            return;
        }
        var decoded = new DecodedSource(source, entity.bodyStart(), end, entity.encoding());
        entity.add(new TreeParser(this, decoded, outerDepth + open.size() + 1).tree());
    }
}
