package chancery.smtp;

import chancery.mail.SmtpReply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Writes replies in their wire form. */
final class ReplyWriter {
    // RFC 5321 §4.5.3.1.5: 512 octets with code and CR LF
    private static final int MAX_TEXT = 480;

    private ReplyWriter() {}

    /** {@code 250 2.0.0 Text}; a long text is continued on further lines. */
    static void write(WireChannel wire, SmtpReply reply) throws IOException {
        wire.write(wireForm(reply).getBytes(StandardCharsets.US_ASCII));
    }

    static String wireForm(SmtpReply reply) {
        var out = new StringBuilder();
        String rest = reply.text();
        while (rest.length() > MAX_TEXT) {
            int space = rest.lastIndexOf(' ', MAX_TEXT);
            int end = space > 0 ? space : MAX_TEXT;
            line(out, reply, '-', rest.substring(0, end));
            rest = rest.substring(end).stripLeading();
        }
        line(out, reply, ' ', rest);
        return out.toString();
    }

    private static void line(StringBuilder out, SmtpReply reply, char separator, String text) {
        out.append(reply.code()).append(separator);
        // RFC 2034 §4: statuses go with 2yz, 4yz and 5yz
        if (reply.code() < 300 || reply.code() >= 400) {
            out.append(reply.status()).append(' ');
        }
        out.append(text).append("\r\n");
    }
}
