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
 * <p>Mail from a tenant's mail server is left as it is: it may be signed, and its trace fields belong to that server.
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

    private DeviceTraces() {}

    static byte[] removeFor(Origin origin, byte[] headerSection) {
        return switch (origin) {
            case Origin.Account account -> removeFrom(headerSection);
            case Origin.Portal portal -> removeFrom(headerSection);
            case Origin.RelayHost relay -> headerSection;
            case Origin.Outside outside -> headerSection;
        };
    }

    private static byte[] removeFrom(byte[] headerSection) {
        var editor = HeaderEditor.of(section(headerSection))
                .removeIf(field -> FIELDS.contains(field.name().toLowerCase(Locale.ROOT)));
        return editor.isUnchanged() ? headerSection : editor.headerOctets();
    }

    private static HeaderSection section(byte[] octets) {
        try {
            return MessageParser.parseHeader(new ByteArrayInputStream(octets), MimeLimits.STANDARD);
        } catch (SyntaxException | IOException e) {
            throw new FaultException(FlowError.CONTENT_NOT_READ, e);
        }
    }
}
