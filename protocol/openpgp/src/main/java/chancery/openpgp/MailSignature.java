package chancery.openpgp;

/**
 * A signature over a mail or a part of it.
 *
 * @param author whether the signer's certificate claims the author's address; that somebody checked whose certificate it
 *     really is, is for the caller to know
 */
public record MailSignature(SignatureVerdict verdict, AddressMatch author) {

    /** True when the signature is verified and its certificate claims the author's address. */
    public boolean isGood() {
        return verdict.isVerified() && author instanceof AddressMatch.Matched;
    }
}
