package chancery.mail;

import java.util.Optional;

/**
 * Parameters of MAIL that travel with the envelope.
 *
 * @param smtpUtf8 RFC 6531 §3.4
 * @param eightBit BODY=8BITMIME or BINARYMIME declared (RFC 6152 §3)
 * @param requireTls RFC 8689 §2
 * @param returnContent RET of RFC 3461 §4.3
 * @param envelopeId ENVID of RFC 3461 §4.4, xtext as received
 */
public record EnvelopeOptions(
        boolean smtpUtf8,
        boolean eightBit,
        boolean requireTls,
        Optional<ReturnContent> returnContent,
        Optional<String> envelopeId) {
    public enum ReturnContent {
        FULL,
        HDRS
    }

    public static final EnvelopeOptions NONE =
            new EnvelopeOptions(false, false, false, Optional.empty(), Optional.empty());
}
