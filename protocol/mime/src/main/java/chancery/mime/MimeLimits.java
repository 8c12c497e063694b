package chancery.mime;

/**
 * What a message may cost. Going over a limit is a {@link chancery.mail.SyntaxException}: such a message is refused, not
 * half understood.
 *
 * @param depth entities nested in one another, the message itself being 1
 * @param parts entities in all
 * @param headerSectionOctets size of one header section
 * @param headerOctets size of all header sections together
 * @param headerFields number of header fields together
 * @param encodedDepth how many messages hidden in base64 or quoted-printable are opened within one another; deeper ones
 *     stay closed and are listed as a defect
 */
public record MimeLimits(
        int depth, int parts, int headerSectionOctets, int headerOctets, int headerFields, int encodedDepth) {

    /** Far above what mail programs write, and bounded to some 40 MiB of memory. */
    public static final MimeLimits STANDARD = new MimeLimits(100, 10_000, 2 << 20, 16 << 20, 100_000, 3);

    public MimeLimits {
        if (depth < 1 || parts < 1 || headerSectionOctets < 1 || headerOctets < 1 || headerFields < 1) {
            throw new IllegalArgumentException("a limit below 1 lets no message pass");
        }
    }

    public MimeLimits withDepth(int newDepth) {
        return new MimeLimits(newDepth, parts, headerSectionOctets, headerOctets, headerFields, encodedDepth);
    }

    public MimeLimits withParts(int newParts) {
        return new MimeLimits(depth, newParts, headerSectionOctets, headerOctets, headerFields, encodedDepth);
    }
}
