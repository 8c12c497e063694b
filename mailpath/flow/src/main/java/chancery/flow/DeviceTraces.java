package chancery.flow;

import chancery.mail.FaultException;
import chancery.mail.SyntaxException;
import chancery.mime.HeaderEditor;
import chancery.mime.HeaderSection;
import chancery.mime.MessageParser;
import chancery.mime.MimeLimits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;

/**
 * Takes out of a submitted mail what tells about the sender's device: where it was, what program wrote it, and blind
 * copies that a program left in (RFC 6409 §8 lets the submission server repair; RFC 5322 §3.6.3 on Bcc).
 *
 * <p>Mail from a tenant's mail server is left as it is, but for a mark that only the portal may set: it may be signed, and
 * its trace fields belong to that server.
 */
final class DeviceTraces {
    private static final Set<String> FIELDS = Set.of(
            "received",
            "bcc",
            "x-originating-ip",
            "x-originating-email",
            "x-sender-ip",
            "x-client-ip",
            "x-mailer",
            "x-mimeole",
            "x-newsreader",
            "user-agent",
            "x-authenticated-sender",
            "x-source-ip",
            "x-php-originating-script");

    /** Says that a guest proved to own the mailbox; only the portal may say so. */
    private static final String PORTAL_MARK = "x-chancery-portal";

    private DeviceTraces() {}

    /** Throws SyntaxException when the header section has more fields than any mail program writes. */
    static byte[] removeFor(Origin origin, byte[] headerSection) throws SyntaxException {
        return switch (origin) {
            case Origin.Account account -> removeFrom(headerSection, FIELDS, PORTAL_MARK);
            case Origin.Portal portal -> removeFrom(headerSection, FIELDS, "");
            case Origin.RelayHost relay -> withoutMark(headerSection);
            case Origin.Outside outside -> withoutMark(headerSection);
        };
    }

    private static byte[] withoutMark(byte[] headerSection) throws SyntaxException {
        return FieldLines.count(headerSection, PORTAL_MARK) == 0
                ? headerSection
                : removeFrom(headerSection, Set.of(), PORTAL_MARK);
    }

    private static byte[] removeFrom(byte[] headerSection, Set<String> fields, String mark) throws SyntaxException {
        var editor = HeaderEditor.of(section(headerSection)).removeIf(field -> {
            String name = field.name().toLowerCase(Locale.ROOT);
            return fields.contains(name) || name.equals(mark);
        });
        return editor.isUnchanged() ? headerSection : editor.headerOctets();
    }

    private static HeaderSection section(byte[] octets) throws SyntaxException {
        try {
            return MessageParser.parseHeader(new ByteArrayInputStream(octets), MimeLimits.STANDARD);
        } catch (IOException e) {
            throw new FaultException(FlowError.CONTENT_NOT_READ, e);
        }
    }
}
