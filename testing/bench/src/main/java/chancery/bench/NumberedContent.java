package chancery.bench;

import java.nio.charset.StandardCharsets;

/** A content with dot and all, in which only the digits of its number change from mail to mail. */
final class NumberedContent {
    private static final int DIGITS = 9;
    private static final String BLANK = "0".repeat(DIGITS);
    private static final String LINE = "All work and no play makes a dull benchmark, so here is a line of text.\r\n";

    private final byte[] octets;
    private final int messageId;
    private final int field;

    NumberedContent(int size) {
        String header =
                "From: bench@clinic.example\r\nTo: r@sink.example\r\nSubject: One of many mails\r\nMessage-ID: <";
        String middle = "@bench.clinic.example>\r\nDate: Mon, 02 Nov 2026 09:00:00 +0100\r\n" + Sink.NUMBER_FIELD;
        this.messageId = header.length();
        this.field = messageId + DIGITS + middle.length();
        String whole = header + BLANK + middle + BLANK + "\r\n\r\n" + LINE.repeat(Math.max(1, size / LINE.length()));
        this.octets = (whole + ".\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    void number(int number) {
        int rest = number;
        for (int i = DIGITS - 1; i >= 0; i--) {
            byte digit = (byte) ('0' + rest % 10);
            octets[messageId + i] = digit;
            octets[field + i] = digit;
            rest /= 10;
        }
    }

    byte[] octets() {
        return octets;
    }
}
