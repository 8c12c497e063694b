package chancery.openpgp;

import java.time.Instant;
import java.util.Optional;

/**
 * What one signature proves, with the evidence.
 *
 * @param trust Verified only when the content is as signed, by a key that was allowed to sign then
 * @param certificate of the signer, when it was at hand
 * @param key that made the signature: the primary key or a subkey of it
 * @param keyId that the signature names, in 16 hexadecimal digits; zeros when it names none
 * @param made when it says it was made
 */
public record SignatureVerdict(
        Trust trust,
        Optional<Certificate> certificate,
        Optional<Fingerprint> key,
        String keyId,
        Optional<Instant> made,
        Optional<HashAlgorithm> hash) {

    public boolean isVerified() {
        return trust instanceof Trust.Verified;
    }
}
