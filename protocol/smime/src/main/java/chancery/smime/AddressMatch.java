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
     * Compares without regard to case: RFC 8550 §3 leaves the local-part to its owner, and owners do not care.
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
                if (address.lookupKey().equals(author.lookupKey())) {
                    return new Matched(address);
                }
            }
        }
        return new Mismatch(certified);
    }
}
