package chancery.report;

/**
 * What a report with a file in it may cost. More is a {@link chancery.mail.SyntaxException}.
 *
 * @param packedOctets size of the file as it came
 * @param octets size of the file unpacked
 * @param depth elements or objects nested in one another
 * @param records rows of a DMARC report, policies and failure details of a TLS report
 */
public record ReportLimits(int packedOctets, int octets, int depth, int records) {

    /** Ten times what large providers send, and bounded to some 200 MiB of memory. */
    public static final ReportLimits STANDARD = new ReportLimits(10 << 20, 32 << 20, 20, 50_000);
}
