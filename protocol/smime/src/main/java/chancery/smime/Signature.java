package chancery.smime;

import java.time.Instant;
import java.util.Optional;

/**
 * One signer's signature over a content, with what it rests on.
 *
 * @param match whether the octets are those that were signed
 * @param signer the certificate, where one was found that fits
 * @param trust what that certificate is worth
 * @param author whether it belongs to the author
 * @param algorithm hash and signature algorithm, for people
 * @param strength whether these count
 * @param claimedTime when the signer says that it signed
 * @param capabilities what the signer says that it can read
 */
public record Signature(
        Match match,
        Optional<Certificate> signer,
        Trust trust,
        AddressMatch author,
        String algorithm,
        AlgorithmPolicy.Verdict strength,
        Optional<Instant> claimedTime,
        Capabilities capabilities) {

    /** Whether the octets are those that were signed. */
    public sealed interface Match {
        /** They are. */
        record Intact() implements Match {}

        /**
         * They are, but what was signed is an encryption, which anybody can sign without being able to read it: it says
         * nothing of who wrote the content. Only a signature inside does.
         */
        record AroundEncryption() implements Match {}

        /** They are not, or the signature is not by that key. */
        record Broken(String reason) implements Match {}

        /** It cannot be said: no certificate, or an algorithm that is not known. */
        record Unknown(String reason) implements Match {}
    }

    /** True when the octets match and are the content; says nothing about who signed. */
    public boolean isIntact() {
        return match instanceof Match.Intact;
    }

    /** The same with another match. */
    Signature with(Match other) {
        return new Signature(other, signer, trust, author, algorithm, strength, claimedTime, capabilities);
    }

    /**
     * True when everything holds: the octets match, the algorithms count, the certificate is verified and belongs to the
     * author.
     */
    public boolean isGood() {
        return isIntact()
                && strength instanceof AlgorithmPolicy.Verdict.Acceptable
                && trust instanceof Trust.Verified
                && author instanceof AddressMatch.Matched;
    }
}
