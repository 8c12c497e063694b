package chancery.mime;

import chancery.mail.SyntaxException;
import java.io.ByteArrayOutputStream;
import java.util.List;

/** Gathers the lines of header sections and counts what they cost over a whole message. */
final class HeaderCollector {
    // RFC 5322 §2.1.1
    private static final int MAX_LINE = 998;
    private static final List<String> ONCE =
            List.of("Content-Type", "Content-Transfer-Encoding", "Content-Disposition");

    private final MimeLimits limits;
    private final DefectList defects;
    private final ByteArrayOutputStream section = new ByteArrayOutputStream(512);
    private long octets;
    private int fields;

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
        return section.size() == 0;
    }

    /** The boundary that the section declares up to here, or empty text. */
    String boundarySoFar() {
        return ContentType.parse(HeaderSection.parse(section.toByteArray()).value("Content-Type"))
                .filter(ContentType::isMultipart)
                .map(type -> type.parameters().get("boundary"))
                .orElse("");
    }

    void add(LineReader line) throws SyntaxException {
        int length = line.end() - line.start();
        octets += length;
        if (section.size() + length > limits.headerSectionOctets() || octets > limits.headerOctets()) {
            throw new SyntaxException("header section too large", position(line));
        }
        if (line.atLineStart()) {
            countField(line);
        }
        if (line.contentEnd() - line.start() > MAX_LINE) {
            defects.add(Defect.Kind.HEADER_LINE_TOO_LONG, line.startOffset());
        }
        section.write(line.buffer(), line.start(), length);
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
        byte[] gathered = section.toByteArray();
        section.reset();
        var header = HeaderSection.parse(gathered);
        for (HeaderField field : header.fields()) {
            if (field.name().isEmpty()) {
                defects.add(Defect.Kind.NOT_A_FIELD, start + field.start());
            }
        }
        noteControls(gathered, start);
        for (String name : ONCE) {
            noteRepetition(header, name, start);
        }
        return header;
    }

    private void noteRepetition(HeaderSection header, String name, long start) {
        boolean seen = false;
        for (HeaderField field : header.fields()) {
            if (field.isNamed(name)) {
                if (seen) {
                    defects.add(Defect.Kind.REPEATED_FIELD, start + field.start());
                    return;
                }
                seen = true;
            }
        }
    }

    private void noteControls(byte[] gathered, long start) {
        for (int i = 0; i < gathered.length; i++) {
            boolean bareCr = gathered[i] == '\r' && (i + 1 == gathered.length || gathered[i + 1] != '\n');
            if (gathered[i] == 0 || bareCr) {
                defects.add(Defect.Kind.CONTROL_OCTET_IN_HEADER, start + i);
                return;
            }
        }
    }
}
