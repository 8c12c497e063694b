package chancery.report;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What a DSN says to people: who did not get the mail, why, and what to do. */
final class DsnWords {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private static final int WIDTH = 76;

    private DsnWords() {}

    static String subject(Dsn dsn) {
        return switch (dsn.recipients().getFirst().action()) {
            case FAILED -> "Your mail could not be delivered";
            case DELAYED -> "Your mail is delayed";
            case DELIVERED -> "Your mail was delivered";
            case RELAYED -> "Your mail was handed on";
            case EXPANDED -> "Your mail was handed to a list";
        };
    }

    static String text(Dsn dsn) {
        var text = new StringBuilder("This report was made by the mail gateway ")
                .append(dsn.reportingMta())
                .append(".\r\n");
        for (DsnRecipient recipient : dsn.recipients()) {
            text.append("\r\n").append(recipient.recipient().address()).append("\r\n");
            text.append("  ").append(fate(recipient)).append("\r\n");
            recipient
                    .remoteMta()
                    .ifPresent(mta -> text.append("  The server ")
                            .append(mta)
                            .append(" said: ")
                            .append(recipient.reply().code())
                            .append(' ')
                            .append(recipient.reply().text())
                            .append("\r\n"));
        }
        return wrapped(text.append("\r\n").append(closing(dsn)).toString());
    }

    /** Breaks lines at spaces before column 76 and keeps their indent. */
    private static String wrapped(String text) {
        var out = new StringBuilder(text.length() + 64);
        for (String line : text.split("\r\n")) {
            String indent = line.startsWith("  ") ? "  " : "";
            int column = 0;
            for (String word : line.strip().split(" ")) {
                boolean fits = column > 0 && column + word.length() < WIDTH;
                if (column > 0 && !fits) {
                    out.append("\r\n");
                }
                out.append(fits ? " " : indent).append(word);
                column = (fits ? column + 1 : indent.length()) + word.length();
            }
            out.append("\r\n");
        }
        return out.toString();
    }

    private static String fate(DsnRecipient recipient) {
        return switch (recipient.action()) {
            case FAILED -> "was not reached. " + cause(recipient);
            case DELAYED ->
                "has not been reached yet. Delivery is tried until "
                        + recipient.willRetryUntil().map(DAY::format).orElse("the mail expires")
                        + "; you need not send it again.";
            case DELIVERED -> "has the mail.";
            case RELAYED -> "was handed to a server that sends no reports of its own.";
            case EXPANDED -> "is a list, and the mail was handed to its members.";
        };
    }

    /** RFC 3463 §3 in the words of somebody who has to do something about it. */
    private static String cause(DsnRecipient recipient) {
        var status = recipient.reply().status();
        return switch (status.subject()) {
            case 1 -> "The address does not exist or is written wrongly. Check it and send again.";
            case 2 ->
                "The mailbox cannot take mail now, for example because it is full. Tell the recipient another way.";
            case 3 -> "The recipient's mail system cannot take this mail, for example because it is too large.";
            case 4 -> "The recipient's mail system could not be reached. Check the part behind the @, or try later.";
            case 5 -> "The two mail systems did not understand each other. Tell your administrator.";
            case 6 -> "The recipient's mail system cannot handle this kind of content.";
            case 7 ->
                "It was refused for reasons of security or policy: "
                        + recipient.reply().text();
            default -> recipient.reply().text();
        };
    }

    private static String closing(Dsn dsn) {
        boolean failed = dsn.recipients().stream().anyMatch(r -> r.action() == DsnAction.FAILED);
        return failed
                ? "Everybody else you wrote to has the mail, or will get a report of their own.\r\n"
                : "You need not do anything.\r\n";
    }
}
