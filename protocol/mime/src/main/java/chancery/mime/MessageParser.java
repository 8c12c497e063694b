package chancery.mime;

import chancery.mail.SyntaxException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads messages (RFC 5322, RFC 2045, RFC 2046). One pass over the source, memory for header sections only; whatever is
 * malformed becomes a {@link Defect}, what is beyond the limits a {@link SyntaxException}.
 */
public final class MessageParser {
    private static final int LIKELY_HEADER = 8 * 1024;

    private MessageParser() {}

    /** Reads the whole tree. The source is opened now, and again whenever a body is asked for. */
    public static Message parse(MimeSource source, MimeLimits limits) throws SyntaxException, IOException {
        return new TreeParser(source, limits).parse();
    }

    /** Reads a message in memory, with the standard limits. The array is not copied and must not change. */
    public static Message parse(byte[] octets) throws SyntaxException {
        return parse(octets, MimeLimits.STANDARD);
    }

    /** Reads a message in memory. The array is not copied and must not change. */
    public static Message parse(byte[] octets, MimeLimits limits) throws SyntaxException {
        try {
            return parse(MimeSource.of(octets), limits);
        } catch (IOException e) {
            throw new IllegalStateException("memory cannot fail to be read", e);
        }
    }

    /** Reads a message that can be read only once, which therefore stays in memory. The stream is not closed. */
    public static Message parse(InputStream in, MimeLimits limits) throws SyntaxException, IOException {
        return parse(in.readAllBytes(), limits);
    }

    /** Reads only the header section of a message; the stream is read little further than that and is not closed. */
    public static HeaderSection parseHeader(InputStream in, MimeLimits limits) throws SyntaxException, IOException {
        var lines = new LineReader(in, LIKELY_HEADER);
        var octets = new ByteArrayOutputStream();
        while (lines.next()) {
            boolean first = octets.size() == 0;
            boolean empty = lines.atLineStart() && lines.contentEnd() == lines.start();
            if (first && !empty && !HeaderCollector.beginsHeader(lines)) {
                break;
            }
            if (octets.size() + lines.end() - lines.start() > limits.headerSectionOctets()) {
                throw new SyntaxException("header section too large", limits.headerSectionOctets());
            }
            octets.write(lines.buffer(), lines.start(), lines.end() - lines.start());
            if (empty) {
                break;
            }
        }
        return HeaderSection.parse(octets.toByteArray());
    }
}
