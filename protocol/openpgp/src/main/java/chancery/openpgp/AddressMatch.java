package chancery.openpgp;

import chancery.mail.EmailAddress;
import java.util.List;

/** Whether a certificate claims the address that a mail shows as its author. */
public sealed interface AddressMatch {
    /** Its user IDs that hold have the author's address. */
    record Matched(EmailAddress address) implements AddressMatch {}

    /** Its user IDs have other addresses, which must be shown. */
    record Mismatch(List<EmailAddress> claimed) implements AddressMatch {
        public Mismatch {
            claimed = List.copyOf(claimed);
        }
    }

    /** No user ID that holds has an address, or the certificate is not there, so that it says nothing of the author. */
    record NoAddress() implements AddressMatch {}

    /**
     * Compares without regard to case. Of several authors each must be claimed, since a reader may take any of them for
     * the one who signed.
     *
     * @param signer what holds of the certificate when the signature is judged
     * @param authors addresses of all From fields
     */
    static AddressMatch of(CertificateView signer, List<EmailAddress> authors) {
        var claimed = signer.verifiedUserIds().stream()
                .flatMap(u -> u.address().stream())
                .toList();
        if (claimed.isEmpty()) {
            return new NoAddress();
        }
        var keys = claimed.stream().map(EmailAddress::lookupKey).toList();
        boolean all = !authors.isEmpty() && authors.stream().allMatch(a -> keys.contains(a.lookupKey()));
        return all ? new Matched(authors.getFirst()) : new Mismatch(claimed);
    }
}
