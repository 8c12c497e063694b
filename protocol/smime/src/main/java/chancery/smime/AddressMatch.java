package chancery.smime;

import chancery.mail.EmailAddress;
import java.util.List;

/** Whether a certificate belongs to the address that a mail shows as its author (RFC 8550 §3). */
public sealed interface AddressMatch {
    /** It was issued to this address. */
    record Matched(EmailAddress address) implements AddressMatch {}

    /** It was issued to other addresses, which must be shown. */
    record Mismatch(List<EmailAddress> certified) implements AddressMatch {
        public Mismatch {
            certified = List.copyOf(certified);
        }
    }

    /** It names no address at all, so that it says nothing about the author. */
    record NoAddress() implements AddressMatch {}

    /**
     * Compares ASCII without regard to case: RFC 8550 §3 leaves the local-part to its owner, and owners do not care. Any
     * other local-part is compared as it is (RFC 9598 §5), so that no character passes for another.
     *
     * @param authors addresses of From, and of Sender where there is one
     */
    static AddressMatch of(Certificate certificate, List<EmailAddress> authors) {
        var certified = certificate.addresses();
        if (certified.isEmpty()) {
            return new NoAddress();
        }
        for (EmailAddress author : authors) {
            for (EmailAddress address : certified) {
                if (same(address, author)) {
                    return new Matched(address);
                }
            }
        }
        return new Mismatch(certified);
    }

    private static boolean same(EmailAddress certified, EmailAddress author) {
        boolean isInternational = certified.needsUtf8() || author.needsUtf8();
        return isInternational
                ? certified.equals(author)
                : certified.lookupKey().equals(author.lookupKey());
    }
}
