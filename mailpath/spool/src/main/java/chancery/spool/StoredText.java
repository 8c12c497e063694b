package chancery.spool;

import chancery.mail.DeliveryMethod;
import chancery.mail.EmailAddress;
import chancery.mail.EnvelopeOptions;
import chancery.mail.EnvelopeOptions.ReturnContent;
import chancery.mail.EnvelopeRecipient;
import chancery.mail.Notify;
import chancery.mail.SyntaxException;
import chancery.mail.TlsRequirement;
import chancery.mail.UnlockMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The compact text in which envelopes and methods stand in rows: a line per recipient, tabs between fields. Addresses
 * and xtext hold neither tabs nor line ends (RFC 5321 §4.1.2, RFC 3461 §4), so nothing needs quoting.
 */
final class StoredText {
    private StoredText() {}

    static String recipients(List<EnvelopeRecipient> recipients) {
        var text = new StringBuilder();
        for (EnvelopeRecipient recipient : recipients) {
            text.append(text.isEmpty() ? "" : "\n").append(recipient.address());
            if (!recipient.notifyOn().isEmpty() || recipient.originalRecipient().isPresent()) {
                text.append('\t');
                recipient.notifyOn().stream()
                        .sorted()
                        .forEach(n -> text.append(n.name().charAt(0)));
                recipient
                        .originalRecipient()
                        .ifPresent(original -> text.append('\t').append(original));
            }
        }
        return text.toString();
    }

    static List<EnvelopeRecipient> parseRecipients(String text) throws SyntaxException {
        var recipients = new ArrayList<EnvelopeRecipient>();
        for (String line : text.split("\n")) {
            String[] fields = line.split("\t", 3);
            recipients.add(new EnvelopeRecipient(
                    EmailAddress.parse(fields[0]),
                    fields.length > 1 ? parseNotify(fields[1]) : Set.of(),
                    fields.length > 2 ? Optional.of(fields[2]) : Optional.empty()));
        }
        return recipients;
    }

    private static Set<Notify> parseNotify(String letters) {
        var set = new TreeSet<Notify>();
        for (Notify notify : Notify.values()) {
            if (letters.indexOf(notify.name().charAt(0)) >= 0) {
                set.add(notify);
            }
        }
        return set;
    }

    static String options(EnvelopeOptions options) {
        return (options.smtpUtf8() ? "u" : "")
                + (options.eightBit() ? "8" : "")
                + (options.requireTls() ? "t" : "")
                + options.returnContent()
                        .map(r -> r == ReturnContent.FULL ? "F" : "H")
                        .orElse("")
                + options.envelopeId().map(id -> " " + id).orElse("");
    }

    static EnvelopeOptions parseOptions(String text) {
        if (text.isEmpty()) {
            return EnvelopeOptions.NONE;
        }
        int blank = text.indexOf(' ');
        String flags = blank < 0 ? text : text.substring(0, blank);
        Optional<ReturnContent> returned = flags.contains("F")
                ? Optional.of(ReturnContent.FULL)
                : flags.contains("H") ? Optional.of(ReturnContent.HDRS) : Optional.empty();
        return new EnvelopeOptions(
                flags.contains("u"),
                flags.contains("8"),
                flags.contains("t"),
                returned,
                blank < 0 ? Optional.empty() : Optional.of(text.substring(blank + 1)));
    }

    static String method(DeliveryMethod method) {
        return switch (method) {
            case DeliveryMethod.Transport transport -> "transport:" + transport.tls();
            case DeliveryMethod.PortalPickup pickup -> "portal:" + pickup.unlock();
        };
    }

    static DeliveryMethod parseMethod(String text) throws SyntaxException {
        int colon = text.indexOf(':');
        String argument = text.substring(colon + 1);
        try {
            return switch (text.substring(0, Math.max(colon, 0))) {
                case "transport" -> new DeliveryMethod.Transport(TlsRequirement.valueOf(argument));
                case "portal" -> new DeliveryMethod.PortalPickup(UnlockMethod.valueOf(argument));
                default -> throw new SyntaxException("unknown delivery method", 0);
            };
        } catch (IllegalArgumentException e) {
            throw new SyntaxException("unknown argument of a delivery method", colon + 1);
        }
    }

    static String methods(List<DeliveryMethod> methods) {
        return methods.stream().map(StoredText::method).collect(Collectors.joining(","));
    }

    static List<DeliveryMethod> parseMethods(String text) throws SyntaxException {
        var methods = new ArrayList<DeliveryMethod>();
        if (!text.isEmpty()) {
            for (String one : text.split(",")) {
                methods.add(parseMethod(one));
            }
        }
        return methods;
    }
}
