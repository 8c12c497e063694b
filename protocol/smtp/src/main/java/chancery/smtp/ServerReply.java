package chancery.smtp;

import chancery.mail.EnhancedStatus;
import chancery.mail.SyntaxException;
import java.util.List;
import java.util.Optional;

/**
 * What a server answered, as the client read it (RFC 5321 §4.2).
 *
 * @param code 200 to 599, the same in all lines
 * @param status the enhanced status code in front of the text, when there is one whose class fits the code (RFC 2034 §4)
 * @param lines texts without code and status, at least one; as sent, so not yet fit for logs
 */
public record ServerReply(int code, Optional<EnhancedStatus> status, List<String> lines) {
    public ServerReply {
        lines = List.copyOf(lines);
    }

    /** Completion or intermediate: 2yz or 3yz. */
    public boolean isPositive() {
        return code < 400;
    }

    public boolean isTemporary() {
        return code >= 400 && code < 500;
    }

    public boolean isPermanent() {
        return code >= 500;
    }

    /** The lines in one, separated by spaces. */
    public String text() {
        return String.join(" ", lines);
    }

    /** The status given, or the one that stands for the code alone: 2.0.0, 4.0.0 or 5.0.0. */
    public EnhancedStatus statusOrGeneral() {
        return status.orElseGet(() -> new EnhancedStatus(code < 400 ? 2 : code / 100, 0, 0));
    }

    /** Reads one line of a reply: {@code 250-text}, {@code 250 text} or {@code 250}. */
    static Line line(String line) throws SyntaxException {
        if (line.length() < 3 || !isCode(line)) {
            throw new SyntaxException("reply code expected", 0);
        }
        boolean last = line.length() == 3 || line.charAt(3) == ' ';
        if (!last && line.charAt(3) != '-') {
            throw new SyntaxException("space or hyphen expected", 3);
        }
        String text = line.length() > 4 ? line.substring(4) : "";
        return new Line(Integer.parseInt(line.substring(0, 3)), last, text);
    }

    private static boolean isCode(String line) {
        return line.charAt(0) >= '2'
                && line.charAt(0) <= '5'
                && line.charAt(1) >= '0'
                && line.charAt(1) <= '9'
                && line.charAt(2) >= '0'
                && line.charAt(2) <= '9';
    }

    record Line(int code, boolean last, String text) {}

    /** Puts the lines together and takes the status off each that carries the first line's. */
    static ServerReply of(int code, List<String> texts) {
        Optional<EnhancedStatus> status = statusOf(code, texts.getFirst());
        String prefix = status.map(EnhancedStatus::toString).orElse("");
        List<String> lines = prefix.isEmpty()
                ? texts
                : texts.stream().map(text -> without(prefix, text)).toList();
        return new ServerReply(code, status, lines);
    }

    private static String without(String prefix, String text) {
        boolean carries =
                text.startsWith(prefix) && (text.length() == prefix.length() || text.charAt(prefix.length()) == ' ');
        return carries ? text.substring(prefix.length()).stripLeading() : text;
    }

    private static Optional<EnhancedStatus> statusOf(int code, String text) {
        int space = text.indexOf(' ');
        String word = space < 0 ? text : text.substring(0, space);
        if (word.length() < 5 || word.length() > 9) {
            return Optional.empty();
        }
        try {
            EnhancedStatus status = EnhancedStatus.parse(word);
            return status.statusClass() == (code < 400 ? 2 : code / 100) ? Optional.of(status) : Optional.empty();
        } catch (SyntaxException e) {
            return Optional.empty();
        }
    }
}
