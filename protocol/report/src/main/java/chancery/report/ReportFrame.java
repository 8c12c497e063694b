package chancery.report;

import chancery.mail.EmailAddress;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** A report as a complete mail: header fields, words for a person, and the parts for a program (RFC 6522 §3). */
final class ReportFrame {
    static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final ReportHead head;
    private final List<String> fields = new ArrayList<>();
    private final List<byte[]> parts = new ArrayList<>();
    private boolean eightBit;

    ReportFrame(ReportHead head) {
        this.head = head;
    }

    /** Adds a header field of the whole mail; its value must need no folding. */
    ReportFrame field(String name, String value) {
        fields.add(name + ": " + oneLine(value) + "\r\n");
        return this;
    }

    ReportFrame words(String text) {
        return lines("text/plain; charset=utf-8", text.replaceAll("\r?\n", "\r\n"));
    }

    /** Adds a part of lines, such as report fields. */
    ReportFrame lines(String type, String text) {
        boolean utf8 = text.chars().anyMatch(c -> c > 127);
        return part(type, utf8 ? "8bit" : "7bit", text.getBytes(StandardCharsets.UTF_8));
    }

    ReportFrame returned(ReturnedPart returned, boolean international) {
        return part(returned.type(international), returned.isEightBit() ? "8bit" : "7bit", returned.octets());
    }

    ReportFrame file(String type, String fileName, byte[] content) {
        byte[] lines = Base64.getMimeEncoder().encode(content);
        String disposition = "\r\nContent-Disposition: attachment;\r\n filename=\"" + fileName + "\"";
        return part(type + ";\r\n name=\"" + fileName + "\"" + disposition, "base64", lines);
    }

    private ReportFrame part(String type, String encoding, byte[] content) {
        eightBit |= encoding.equals("8bit");
        var part = new ByteArrayOutputStream();
        String header = "Content-Type: " + type + "\r\nContent-Transfer-Encoding: " + encoding + "\r\n\r\n";
        part.writeBytes(header.getBytes(StandardCharsets.UTF_8));
        part.writeBytes(content);
        parts.add(part.toByteArray());
        return this;
    }

    /** The mail, with {@code multipart/report; report-type=...} or whatever type is given, without its boundary. */
    byte[] write(String multipartType) {
        String boundary = "=_report_" + head.id();
        var mail = new StringBuilder(500);
        mail.append("From: <")
                .append(head.from())
                .append(">\r\nTo: <")
                .append(head.to())
                .append(">\r\n");
        mail.append("Subject: ").append(oneLine(head.subject())).append("\r\n");
        mail.append("Date: ").append(DATE.format(head.date())).append("\r\n");
        mail.append("Message-ID: <")
                .append(head.id())
                .append('@')
                .append(host(head.from()))
                .append(">\r\n");
        fields.forEach(mail::append);
        // RFC 3834 §5
        mail.append("Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\nContent-Transfer-Encoding: ");
        mail.append(eightBit ? "8bit" : "7bit").append("\r\nContent-Type: ").append(multipartType);
        mail.append(";\r\n boundary=\"").append(boundary).append("\"\r\n");
        var out = new ByteArrayOutputStream();
        out.writeBytes(mail.toString().getBytes(StandardCharsets.UTF_8));
        for (byte[] part : parts) {
            out.writeBytes(("\r\n--" + boundary + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.writeBytes(part);
        }
        out.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    private static String host(EmailAddress address) {
        return address.domain();
    }

    /** Text that cannot begin a new field: control characters become spaces. */
    static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ").strip();
    }

    /** A field of a report part, folded before column 76 where its words allow it (RFC 5322 §2.2.3). */
    static String folded(String name, String value) {
        var out = new StringBuilder(name).append(':');
        int column = out.length();
        for (String word : oneLine(value).split(" +")) {
            if (column + word.length() > 76 && column > name.length() + 1) {
                out.append("\r\n");
                column = 0;
            }
            out.append(' ').append(word);
            column += word.length() + 1;
        }
        return out.append("\r\n").toString();
    }
}
