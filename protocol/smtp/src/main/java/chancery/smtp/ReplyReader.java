package chancery.smtp;

import chancery.mail.SyntaxException;
import java.io.IOException;
import java.util.ArrayList;

/** Reads whole replies; bounded, since a server may be hostile too. */
final class ReplyReader {
    // RFC 5321 §4.5.3.1.5: 512 octets; we accept longer lines, because servers in the wild write them
    private static final int MAX_LINE = 4_096;
    private static final int MAX_LINES = 128;

    private ReplyReader() {}

    /** Waits for the next reply. The end of the connection is an {@link java.io.EOFException}. */
    static ServerReply read(WireChannel wire) throws IOException, SyntaxException {
        var texts = new ArrayList<String>(1);
        ServerReply.Line line = ServerReply.line(wire.readLine(MAX_LINE));
        int code = line.code();
        texts.add(line.text());
        while (!line.last()) {
            if (texts.size() == MAX_LINES) {
                throw new SyntaxException("reply of more than " + MAX_LINES + " lines", 0);
            }
            line = ServerReply.line(wire.readLine(MAX_LINE));
            if (line.code() != code) {
                throw new SyntaxException("reply code changed within a reply", 0);
            }
            texts.add(line.text());
        }
        return ServerReply.of(code, texts);
    }
}
