package chancery.smtp;

import chancery.mail.EnvelopeOptions;
import chancery.mail.EnvelopeRecipient;
import chancery.mail.Notify;
import java.util.EnumSet;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes MAIL and RCPT with the parameters that the server offered to understand. */
final class SmtpClientCommands {
    private final EhloReply offers;
    private final boolean utf8;

    /** @param utf8 whether the transaction runs as SMTPUTF8 */
    SmtpClientCommands(EhloReply offers, boolean utf8) {
        this.offers = offers;
        this.utf8 = utf8;
    }

    String mail(SmtpClientMail mail) {
        EnvelopeOptions options = mail.options();
        var line = new StringBuilder("MAIL FROM:<").append(mail.sender()).append('>');
        if (offers.offers("SIZE")) {
            line.append(" SIZE=").append(mail.size());
        }
        if (options.eightBit() && offers.offers("8BITMIME")) {
            line.append(" BODY=8BITMIME");
        }
        if (utf8) {
            line.append(" SMTPUTF8");
        }
        if (options.requireTls() && offers.offers("REQUIRETLS")) {
            line.append(" REQUIRETLS");
        }
        if (offers.offers("DSN")) {
            options.returnContent().ifPresent(r -> line.append(" RET=").append(r.name()));
            options.envelopeId()
                    .filter(this::isSafe)
                    .ifPresent(id -> line.append(" ENVID=").append(id));
        }
        return line.append("\r\n").toString();
    }

    String rcpt(EnvelopeRecipient recipient) {
        var line = new StringBuilder("RCPT TO:<").append(recipient.address()).append('>');
        if (offers.offers("DSN")) {
            if (!recipient.notifyOn().isEmpty()) {
                line.append(" NOTIFY=").append(notify(recipient));
            }
            recipient
                    .originalRecipient()
                    .filter(this::isSafe)
                    .ifPresent(o -> line.append(" ORCPT=").append(o));
        }
        return line.append("\r\n").toString();
    }

    private static String notify(EnvelopeRecipient recipient) {
        if (recipient.notifyOn().contains(Notify.NEVER)) {
            return Notify.NEVER.name();
        }
        return EnumSet.copyOf(recipient.notifyOn()).stream()
                .map(n -> n.name().toUpperCase(Locale.ROOT))
                .collect(Collectors.joining(","));
    }

    // a parameter value ends at a space; the grammar was checked on the way in, a command must hold all the same
    private boolean isSafe(String value) {
        return !value.isEmpty() && value.chars().allMatch(c -> (c > ' ' && c < 127) || (utf8 && c > 159));
    }
}
