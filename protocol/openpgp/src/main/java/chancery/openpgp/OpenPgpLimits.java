package chancery.openpgp;

/**
 * What input may cost.
 *
 * @param certificateOctets size of a file of certificates
 * @param certificates in one file
 * @param packets of one certificate, or of one level of a message
 * @param depth containers in one another: signed, compressed, encrypted
 * @param signatures over one message
 * @param packetOctets size of a packet that is held in memory
 * @param argon2KibiOctets memory that a passphrase may cost, in KiB
 */
public record OpenPgpLimits(
        int certificateOctets,
        int certificates,
        int packets,
        int depth,
        int signatures,
        int packetOctets,
        long argon2KibiOctets) {

    /** Above what people use; the memory for Argon2 is 128 MiB, twice the second choice of RFC 9106 §4. */
    public static final OpenPgpLimits STANDARD = new OpenPgpLimits(16 << 20, 1_000, 20_000, 8, 32, 1 << 20, 128L << 10);

    public OpenPgpLimits {
        if (certificateOctets < 1
                || certificates < 1
                || packets < 1
                || depth < 1
                || signatures < 0
                || packetOctets < 64
                || argon2KibiOctets < 0) {
            throw new IllegalArgumentException("a limit that lets nothing pass");
        }
    }

    public OpenPgpLimits withArgon2KibiOctets(long kibiOctets) {
        return new OpenPgpLimits(certificateOctets, certificates, packets, depth, signatures, packetOctets, kibiOctets);
    }
}
