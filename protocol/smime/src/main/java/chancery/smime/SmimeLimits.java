package chancery.smime;

/**
 * What one message may cost. Going over a limit is a {@link chancery.mail.SyntaxException} or a withheld content, never a
 * half opened one.
 *
 * @param layers layers taken off one message
 * @param contentOctets content of one layer, after decryption or decompression
 * @param structureOctets what has to be in memory of one layer besides its content: certificates, revocation lists,
 *     recipients, signers
 * @param recipients recipients named by one encryption
 * @param signers signers of one signature layer
 * @param certificates certificates of one signature layer
 * @param expansion octets that may come out of one octet of compressed content
 */
public record SmimeLimits(
        int layers,
        long contentOctets,
        int structureOctets,
        int recipients,
        int signers,
        int certificates,
        int expansion) {
    /** Above what mail programs write, and what a gateway for 150 MB mails needs. */
    public static final SmimeLimits STANDARD = new SmimeLimits(8, 256L << 20, 4 << 20, 2_000, 16, 64, 200);

    public SmimeLimits {
        if (layers < 1 || contentOctets < 1 || structureOctets < 1 || recipients < 1 || signers < 1) {
            throw new IllegalArgumentException("a limit below 1 lets no message pass");
        }
    }

    public SmimeLimits withContentOctets(long octets) {
        return new SmimeLimits(layers, octets, structureOctets, recipients, signers, certificates, expansion);
    }

    public SmimeLimits withLayers(int newLayers) {
        return new SmimeLimits(newLayers, contentOctets, structureOctets, recipients, signers, certificates, expansion);
    }
}
