package chancery.mime;

import chancery.mail.SyntaxException;
import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * Gathers the lines of header sections and counts what they cost over a whole message. Lines in memory stay where they
 * are, those of a stream are copied.
 */
final class HeaderCollector {
    // RFC 5322 §2.1.1
    private static final int MAX_LINE = 998;
    private static final List<String> ONCE =
            List.of("Content-Type", "Content-Transfer-Encoding", "Content-Disposition");

    private final MimeLimits limits;
    private final DefectList defects;
    private final ByteArrayOutputStream section = new ByteArrayOutputStream();
    private byte[] memory = {};
    private int from;
    private int to;
    private long octets;
    private int fields;
    private boolean controlNoted;

    HeaderCollector(MimeLimits limits, DefectList defects) {
        this.limits = limits;
        this.defects = defects;
    }

    /** True when the line may be the first of a header section: a field, or the line an mbox puts before one. */
    static boolean beginsHeader(LineReader line) {
        return HeaderSection.colon(line.buffer(), line.start(), line.contentEnd()) > 0
                || startsWith(line, "From ")
                || startsWith(line, ">From ");
    }

    private static boolean startsWith(LineReader line, String text) {
        if (line.end() - line.start() < text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (line.buffer()[line.start() + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    boolean isEmpty() {
        return size() == 0;
    }

    private int size() {
        return section.size() + to - from;
    }

    /** The boundary that the section declares up to here, or empty text. */
    String boundarySoFar() {
        var soFar = to > from ? HeaderSection.parse(memory, from, to) : HeaderSection.parse(section.toByteArray());
        return ContentType.parse(soFar.value("Content-Type"))
                .filter(ContentType::isMultipart)
                .map(type -> type.parameters().get("boundary"))
                .orElse("");
    }

    void add(LineReader line) throws SyntaxException {
        int length = line.end() - line.start();
        octets += length;
        if (size() + length > limits.headerSectionOctets() || octets > limits.headerOctets()) {
            throw new SyntaxException("header section too large", position(line));
        }
        if (line.atLineStart()) {
            countField(line);
        }
        if (line.contentEnd() - line.start() > MAX_LINE) {
            defects.add(Defect.Kind.HEADER_LINE_TOO_LONG, line.startOffset());
        }
        noteControls(line);
        if (line.isMemory()) {
            from = to > from ? from : line.start();
            to = line.end();
            memory = line.buffer();
        } else {
            section.write(line.buffer(), line.start(), length);
        }
    }

    /** Once for each section: a NUL, or a CR without LF. */
    private void noteControls(LineReader line) {
        if (isEmpty()) {
            controlNoted = false;
        }
        if (controlNoted) {
            return;
        }
        int end = line.contentEnd();
        int control = ByteScan.indexOf(line.buffer(), line.start(), end, 0);
        control = ByteScan.indexOf(line.buffer(), line.start(), control, '\r');
        if (control < end) {
            defects.add(Defect.Kind.CONTROL_OCTET_IN_HEADER, line.startOffset() + control - line.start());
            controlNoted = true;
        }
    }

    private void countField(LineReader line) throws SyntaxException {
        byte first = line.buffer()[line.start()];
        if (first == ' ' || first == '\t') {
            return;
        }
        if (line.contentEnd() > line.start() && ++fields > limits.headerFields()) {
            throw new SyntaxException("too many header fields", position(line));
        }
    }

    private static int position(LineReader line) {
        return (int) Math.min(Integer.MAX_VALUE, line.startOffset());
    }

    /** The section gathered so far, which began at that offset; the next line begins a new one. */
    HeaderSection take(long start) {
        var header = gathered();
        int repeated = 0;
        for (HeaderField field : header.fields()) {
            long offset = start + field.start() - header.start();
            if (!field.isField()) {
                defects.add(Defect.Kind.NOT_A_FIELD, offset);
            } else {
                repeated = noteRepetition(field, repeated, offset);
            }
        }
        return header;
    }

    private HeaderSection gathered() {
        if (section.size() > 0) {
            byte[] gathered = section.toByteArray();
            section.reset();
            return HeaderSection.parse(gathered);
        }
        int end = to;
        to = from;
        return end == from ? HeaderSection.EMPTY : HeaderSection.parse(memory, from, end);
    }

    /** Two bits for each name of {@code ONCE}: that it was there, and that it was there again. */
    private int noteRepetition(HeaderField field, int seen, long offset) {
        for (int i = 0; i < ONCE.size(); i++) {
            if (field.isNamed(ONCE.get(i))) {
                int once = 1 << (2 * i);
                int again = once << 1;
                if ((seen & once) == 0) {
                    return seen | once;
                }
                if ((seen & again) == 0) {
                    defects.add(Defect.Kind.REPEATED_FIELD, offset);
                }
                return seen | again;
            }
        }
        return seen;
    }
}
