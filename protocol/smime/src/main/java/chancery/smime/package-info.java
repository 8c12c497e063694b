/**
 * S/MIME 4.0 (RFC 8551): messages signed and encrypted with CMS (RFC 5652) under certificates (RFC 5280, RFC 8550).
 *
 * <p>An S/MIME message is a MIME entity inside layers. A layer is a signature (clear, as multipart/signed, or opaque),
 * an encryption, or a compression; layers nest, a triple wrap being sign, encrypt, sign (RFC 2634 §1.1).
 * {@link chancery.smime.MessageOpener} takes the layers off from the outside, as long as each layer is the whole of what
 * the layer before held. A protected part beside others is never opened: the mail program that shows such parts together
 * is what EFAIL attacks (direct exfiltration) live on.
 *
 * <p>What comes out is one of the {@link chancery.smime.Opened} cases, and the case says what the content is worth.
 * Decrypted content is handed out only after its integrity was verified, by AEAD (RFC 5083) or by a signature over all of
 * it. AES-CBC without a signature inside has no integrity: such content comes as {@link
 * chancery.smime.Opened.Malleable}, which a caller cannot mistake for the other, and in which nothing active may be shown.
 *
 * <p>A signature answers three questions, and the answers are kept apart: do the octets match ({@link
 * chancery.smime.Signature.Match}), is the certificate trusted at a time ({@link chancery.smime.Trust}), does it belong to
 * the author's address ({@link chancery.smime.AddressMatch}). Unknown is not verified.
 *
 * <p>Which algorithms count at which time is a value, {@link chancery.smime.AlgorithmPolicy}. Nothing here opens a
 * connection: revocation lists and OCSP answers come through a {@link chancery.smime.RevocationFetcher} that the caller
 * gives, with a deadline and a size. Bounds are in {@link chancery.smime.SmimeLimits}. Large contents live in a {@link
 * chancery.smime.ScratchSpace}, on disk under a key that only the process knows.
 */
@NullMarked
package chancery.smime;

import org.jspecify.annotations.NullMarked;
