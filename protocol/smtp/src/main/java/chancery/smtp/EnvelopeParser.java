package chancery.smtp;

import chancery.mail.EmailAddress;
import chancery.mail.EnvelopeOptions;
import chancery.mail.EnvelopeOptions.ReturnContent;
import chancery.mail.EnvelopeRecipient;
import chancery.mail.Notify;
import chancery.mail.ReversePath;
import chancery.mail.SmtpReply;
import chancery.mail.SyntaxException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads the arguments of MAIL and RCPT into values; what cannot be read is a refusal and never a value. */
final class EnvelopeParser {
    private static final int MAX_ENVELOPE_ID = 100;
    private static final int MAX_ORIGINAL_RECIPIENT = 500;

    /** A value or the reply that says why not. */
    sealed interface Parsed<T> {
        record Value<T>(T value) implements Parsed<T> {}

        record Refused<T>(SmtpReply reply) implements Parsed<T> {}
    }

    private final String hostname;

    EnvelopeParser(String hostname) {
        this.hostname = hostname;
    }

    /** @param tls REQUIRETLS may be asked for only then (RFC 8689 §2) */
    Parsed<MailCommand> mail(String argument, boolean tls) {
        try {
            PathParser.Split split = PathParser.split(argument, "FROM:");
            Map<String, String> parameters = EsmtpParameters.parse(split.parameters(), split.parametersAt());
            for (String keyword : parameters.keySet()) {
                if (!isMailParameter(keyword) || (keyword.equals("REQUIRETLS") && !tls)) {
                    return new Parsed.Refused<>(Replies.UNKNOWN_PARAMETER);
                }
            }
            if (isInternational(split.mailbox()) && !parameters.containsKey("SMTPUTF8")) {
                return new Parsed.Refused<>(Replies.NEEDS_UTF8);
            }
            return new Parsed.Value<>(new MailCommand(
                    ReversePath.parse(split.mailbox()), options(parameters), size(parameters), auth(parameters)));
        } catch (SyntaxException e) {
            return new Parsed.Refused<>(Replies.malformed(String.valueOf(e.getMessage())));
        }
    }

    private static boolean isMailParameter(String keyword) {
        return switch (keyword) {
            case "SIZE", "BODY", "SMTPUTF8", "REQUIRETLS", "RET", "ENVID", "AUTH" -> true;
            default -> false;
        };
    }

    private static EnvelopeOptions options(Map<String, String> parameters) throws SyntaxException {
        return new EnvelopeOptions(
                flag(parameters, "SMTPUTF8"),
                eightBit(parameters),
                flag(parameters, "REQUIRETLS"),
                returnContent(parameters),
                envelopeId(parameters));
    }

    private static boolean flag(Map<String, String> parameters, String keyword) throws SyntaxException {
        String value = parameters.get(keyword);
        if (value != null && !value.isEmpty()) {
            throw new SyntaxException(keyword + " has no value", 0);
        }
        return value != null;
    }

    // RFC 6152 §3; BINARYMIME is not offered, so it is not taken either
    private static boolean eightBit(Map<String, String> parameters) throws SyntaxException {
        String value = parameters.getOrDefault("BODY", "7BIT").toUpperCase(Locale.ROOT);
        return switch (value) {
            case "8BITMIME" -> true;
            case "7BIT" -> false;
            default -> throw new SyntaxException("BODY is 7BIT or 8BITMIME", 0);
        };
    }

    // RFC 3461 §4.3
    private static Optional<ReturnContent> returnContent(Map<String, String> parameters) throws SyntaxException {
        String value = parameters.get("RET");
        if (value == null) {
            return Optional.empty();
        }
        return switch (value.toUpperCase(Locale.ROOT)) {
            case "FULL" -> Optional.of(ReturnContent.FULL);
            case "HDRS" -> Optional.of(ReturnContent.HDRS);
            default -> throw new SyntaxException("RET is FULL or HDRS", 0);
        };
    }

    // RFC 3461 §4.4
    private static Optional<String> envelopeId(Map<String, String> parameters) throws SyntaxException {
        String value = parameters.get("ENVID");
        if (value == null) {
            return Optional.empty();
        }
        if (value.isEmpty() || value.length() > MAX_ENVELOPE_ID) {
            throw new SyntaxException("ENVID has 1 to 100 characters", 0);
        }
        requirePrintable(Xtext.decode(value));
        return Optional.of(value);
    }

    private static void requirePrintable(String decoded) throws SyntaxException {
        if (!decoded.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw new SyntaxException("printable ASCII expected in xtext", 0);
        }
    }

    // RFC 1870 §3: up to 20 digits; beyond 18 it is larger than any limit
    private static OptionalLong size(Map<String, String> parameters) throws SyntaxException {
        String value = parameters.get("SIZE");
        if (value == null) {
            return OptionalLong.empty();
        }
        if (!value.matches("[0-9]{1,20}")) {
            throw new SyntaxException("SIZE is a number", 0);
        }
        return OptionalLong.of(value.length() > 18 ? Long.MAX_VALUE : Long.parseLong(value));
    }

    // RFC 4954 §5
    private static Optional<String> auth(Map<String, String> parameters) throws SyntaxException {
        String value = parameters.get("AUTH");
        if (value == null) {
            return Optional.empty();
        }
        if (value.equals("<>")) {
            return Optional.of(value);
        }
        return Optional.of(EmailAddress.parse(Xtext.decode(value)).toString());
    }

    /** @param smtpUtf8 the transaction's MAIL had SMTPUTF8 */
    Parsed<EnvelopeRecipient> rcpt(String argument, boolean smtpUtf8) {
        try {
            PathParser.Split split = PathParser.split(argument, "TO:");
            Map<String, String> parameters = EsmtpParameters.parse(split.parameters(), split.parametersAt());
            for (String keyword : parameters.keySet()) {
                if (!keyword.equals("NOTIFY") && !keyword.equals("ORCPT")) {
                    return new Parsed.Refused<>(Replies.UNKNOWN_PARAMETER);
                }
            }
            if (isInternational(split.mailbox()) && !smtpUtf8) {
                return new Parsed.Refused<>(Replies.NEEDS_UTF8);
            }
            return new Parsed.Value<>(new EnvelopeRecipient(
                    forwardPath(split.mailbox()), notifyOn(parameters), originalRecipient(parameters)));
        } catch (SyntaxException e) {
            return new Parsed.Refused<>(Replies.malformed(String.valueOf(e.getMessage())));
        }
    }

    private EmailAddress forwardPath(String mailbox) throws SyntaxException {
        // RFC 5321 §4.5.1: postmaster without a domain is the postmaster of this server
        boolean postmaster = mailbox.equalsIgnoreCase("postmaster");
        return EmailAddress.parse(postmaster ? mailbox + "@" + hostname : mailbox);
    }

    // RFC 3461 §4.1
    private static Set<Notify> notifyOn(Map<String, String> parameters) throws SyntaxException {
        var wanted = EnumSet.noneOf(Notify.class);
        String value = parameters.get("NOTIFY");
        if (value == null) {
            return wanted;
        }
        for (String word : value.toUpperCase(Locale.ROOT).split(",", -1)) {
            if (!wanted.add(notify(word))) {
                throw new SyntaxException("NOTIFY names a word twice", 0);
            }
        }
        if (wanted.contains(Notify.NEVER) && wanted.size() > 1) {
            throw new SyntaxException("NEVER stands alone", 0);
        }
        return wanted;
    }

    private static Notify notify(String word) throws SyntaxException {
        return switch (word) {
            case "NEVER" -> Notify.NEVER;
            case "SUCCESS" -> Notify.SUCCESS;
            case "FAILURE" -> Notify.FAILURE;
            case "DELAY" -> Notify.DELAY;
            default -> throw new SyntaxException("NOTIFY is NEVER, or of SUCCESS, FAILURE and DELAY", 0);
        };
    }

    // RFC 3461 §4.2, and RFC 6533 §3 for the type "utf-8"
    private static Optional<String> originalRecipient(Map<String, String> parameters) throws SyntaxException {
        String value = parameters.get("ORCPT");
        if (value == null) {
            return Optional.empty();
        }
        int semicolon = value.indexOf(';');
        boolean typed = semicolon > 0 && value.substring(0, semicolon).matches("[A-Za-z0-9-]+");
        if (!typed || semicolon == value.length() - 1 || value.length() > MAX_ORIGINAL_RECIPIENT) {
            throw new SyntaxException("ORCPT is type;address of at most 500 characters", 0);
        }
        if (!value.regionMatches(true, 0, "utf-8;", 0, 6)) {
            requirePrintable(Xtext.decode(value.substring(semicolon + 1)));
        }
        return Optional.of(value);
    }

    private static boolean isInternational(String mailbox) {
        return mailbox.chars().anyMatch(c -> c > 127);
    }
}
