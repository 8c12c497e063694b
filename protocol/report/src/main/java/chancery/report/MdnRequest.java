package chancery.report;

import chancery.mail.EmailAddress;
import chancery.mime.HeaderSection;
import java.util.List;
import java.util.Optional;

/**
 * The wish of an author to hear of the disposition (RFC 8098 §2.1).
 *
 * @param notifyTo where the notice shall go
 * @param needsConsent true when nothing may be sent without asking the recipient: more than one address, or one that is
 *     not the return path of the mail
 */
public record MdnRequest(List<EmailAddress> notifyTo, boolean needsConsent) {
    public MdnRequest {
        notifyTo = List.copyOf(notifyTo);
    }

    /** The wish in a mail's header section; none where no address of the field can be read. */
    public static Optional<MdnRequest> of(HeaderSection header) {
        var addresses = header.addresses("Disposition-Notification-To").addresses();
        if (addresses.isEmpty()) {
            return Optional.empty();
        }
        var returnPath = header.addresses("Return-Path").addresses();
        // RFC 8098 §2.1: the comparison keeps the case of the local-part
        boolean same = addresses.size() == 1 && returnPath.equals(addresses);
        return Optional.of(new MdnRequest(addresses, !same));
    }
}
