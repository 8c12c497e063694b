package chancery.report;

import chancery.mail.EmailAddress;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes a DSN as a complete mail (RFC 3464, in the frame of RFC 6522). */
public final class DsnWriter {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final int MAX_WORD = 500;

    private DsnWriter() {}

    /**
     * @param id becomes the Message-ID's left side and the boundary: letters, digits and hyphens, never used before
     * @return octets with CR LF line ends, to be sent with the null reverse-path
     */
    public static byte[] write(Dsn dsn, String id, Instant now) {
        String boundary = "=_dsn_" + id;
        boolean utf8 = dsn.international();
        var returned = new ReturnedPart(dsn.returned(), dsn.full());
        String encoding = utf8 || returned.isEightBit() ? "8bit" : "7bit";
        var mail = new StringBuilder(2000);
        headerFields(mail, dsn, id, now);
        mail.append("Content-Transfer-Encoding: ").append(encoding).append("\r\n");
        mail.append("Content-Type: multipart/report; report-type=delivery-status;\r\n boundary=\"")
                .append(boundary)
                .append("\"\r\n\r\n");
        mail.append("--").append(boundary).append("\r\nContent-Type: text/plain; charset=utf-8\r\n");
        mail.append("Content-Transfer-Encoding: ")
                .append(utf8 ? "8bit" : "7bit")
                .append("\r\n\r\n");
        mail.append(DsnWords.text(dsn)).append("\r\n--").append(boundary).append("\r\n");
        // RFC 6533 §4
        mail.append("Content-Type: message/").append(utf8 ? "global-delivery-status" : "delivery-status");
        mail.append("\r\nContent-Transfer-Encoding: ")
                .append(utf8 ? "8bit" : "7bit")
                .append("\r\n\r\n");
        transactionFields(mail, dsn);
        dsn.recipients().forEach(r -> recipientFields(mail, r, now));
        mail.append("\r\n--").append(boundary).append("\r\nContent-Type: ").append(returned.type(utf8));
        mail.append("\r\nContent-Transfer-Encoding: ")
                .append(returned.isEightBit() ? "8bit" : "7bit")
                .append("\r\n\r\n");
        return join(mail.toString(), returned.octets(), "\r\n--" + boundary + "--\r\n");
    }

    private static void headerFields(StringBuilder mail, Dsn dsn, String id, Instant now) {
        mail.append("From: Mail delivery <mailer-daemon@")
                .append(dsn.reportingMta())
                .append(">\r\n");
        mail.append("To: <").append(dsn.to()).append(">\r\n");
        mail.append("Subject: ").append(DsnWords.subject(dsn)).append("\r\n");
        mail.append("Date: ").append(DATE.format(now)).append("\r\n");
        mail.append("Message-ID: <")
                .append(id)
                .append('@')
                .append(dsn.reportingMta())
                .append(">\r\n");
        // RFC 3834 §5
        mail.append("Auto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n");
    }

    private static void transactionFields(StringBuilder mail, Dsn dsn) {
        mail.append("Reporting-MTA: dns; ").append(dsn.reportingMta()).append("\r\n");
        dsn.envelopeId()
                .ifPresent(id -> mail.append("Original-Envelope-Id: ")
                        .append(Xtext.decodePrintable(id))
                        .append("\r\n"));
        mail.append("Arrival-Date: ").append(DATE.format(dsn.arrival())).append("\r\n");
    }

    private static void recipientFields(StringBuilder mail, DsnRecipient r, Instant now) {
        mail.append("\r\n");
        r.recipient()
                .originalRecipient()
                .ifPresent(original -> mail.append("Original-Recipient: ")
                        .append(Xtext.decodeTyped(original))
                        .append("\r\n"));
        mail.append("Final-Recipient: ").append(typed(r.recipient().address())).append("\r\n");
        mail.append("Action: ").append(r.action().word()).append("\r\n");
        mail.append("Status: ").append(r.reply().status()).append("\r\n");
        r.remoteMta()
                .ifPresent(mta -> mail.append("Remote-MTA: dns; ").append(mta).append("\r\n"));
        if (r.remoteMta().isPresent()) {
            String code = r.reply().code() + " " + r.reply().status() + " "
                    + r.reply().text();
            mail.append("Diagnostic-Code: smtp;").append(folded(code)).append("\r\n");
        }
        mail.append("Last-Attempt-Date: ").append(DATE.format(now)).append("\r\n");
        r.willRetryUntil()
                .ifPresent(until -> mail.append("Will-Retry-Until: ")
                        .append(DATE.format(until))
                        .append("\r\n"));
    }

    // RFC 6533 §3: utf-8 for addresses that are not ASCII
    private static String typed(EmailAddress address) {
        return (address.needsUtf8() ? "utf-8; " : "rfc822; ") + address;
    }

    // RFC 5322 §2.2.3: lines of at most 78 characters, where the words allow it
    private static String folded(String text) {
        var out = new StringBuilder();
        int line = "Diagnostic-Code: smtp;".length();
        for (String word : text.strip().split(" +")) {
            String piece = word.length() > MAX_WORD ? word.substring(0, MAX_WORD) : word;
            if (line + piece.length() > 76) {
                out.append("\r\n");
                line = 0;
            }
            out.append(' ').append(piece);
            line += piece.length() + 1;
        }
        return out.toString();
    }

    private static byte[] join(String before, byte[] middle, String after) {
        var out = new ByteArrayOutputStream(before.length() + middle.length + after.length());
        out.writeBytes(before.getBytes(StandardCharsets.UTF_8));
        out.writeBytes(middle);
        out.writeBytes(after.getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }
}
