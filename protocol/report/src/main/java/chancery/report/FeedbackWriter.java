package chancery.report;

/** Writes a feedback report as a complete mail (RFC 5965 §2, RFC 6591 §3, RFC 9991 §4). */
public final class FeedbackWriter {
    private FeedbackWriter() {}

    /**
     * @param words what a person at the abuse desk reads
     * @param returned the mail complained about, or its header section; what must not be told is taken out before
     * @param full true when {@code returned} is the whole mail
     * @return octets with CR LF line ends
     */
    public static byte[] write(ReportHead head, FeedbackReport report, String words, byte[] returned, boolean full) {
        String fields = fields(report);
        boolean utf8 = fields.chars().anyMatch(c -> c > 127);
        return new ReportFrame(head)
                .words(words + "\r\n")
                .lines("message/feedback-report", fields)
                .returned(new ReturnedPart(returned, full), utf8)
                .write("multipart/report; report-type=feedback-report");
    }

    private static String fields(FeedbackReport report) {
        var fields = new Fields();
        // RFC 5965 §3.1: these three are required
        fields.add("Feedback-Type", report.type().word());
        fields.add("User-Agent", report.userAgent().isEmpty() ? "Chancery" : report.userAgent());
        fields.add("Version", "1");
        var origin = report.origin();
        origin.envelopeId().ifPresent(v -> fields.add("Original-Envelope-Id", v));
        origin.mailFrom().ifPresent(v -> fields.add("Original-Mail-From", "<" + v + ">"));
        origin.recipients().forEach(v -> fields.add("Original-Rcpt-To", "<" + v + ">"));
        origin.arrivalDate().ifPresent(v -> fields.add("Arrival-Date", v));
        origin.reportingMta().ifPresent(v -> fields.add("Reporting-MTA", "dns; " + v));
        origin.sourceIp().ifPresent(v -> fields.add("Source-IP", v));
        var about = report.about();
        about.authenticationResults().forEach(v -> fields.add("Authentication-Results", v));
        about.domains().forEach(v -> fields.add("Reported-Domain", v));
        about.uris().forEach(v -> fields.add("Reported-URI", v));
        if (report.incidents() > 1) {
            fields.add("Incidents", Long.toString(report.incidents()));
        }
        about.messageId().ifPresent(v -> fields.add("Message-ID", "<" + v + ">"));
        report.authFailure().ifPresent(failure -> authFailure(failure, fields));
        return fields.text.toString();
    }

    private static void authFailure(AuthFailure failure, Fields fields) {
        fields.add("Auth-Failure", failure.kind());
        failure.deliveryResult().ifPresent(v -> fields.add("Delivery-Result", v));
        if (failure.kind().equals("dmarc")) {
            // RFC 9991 §4: required, and none when every mechanism gave an aligned identifier
            var mechanisms = failure.identityAlignment();
            fields.add("Identity-Alignment", mechanisms.isEmpty() ? "none" : String.join(", ", mechanisms));
        }
        failure.dkimDomain().ifPresent(v -> fields.add("DKIM-Domain", v));
        failure.dkimIdentity().ifPresent(v -> fields.add("DKIM-Identity", v));
        failure.dkimSelector().ifPresent(v -> fields.add("DKIM-Selector", v));
        failure.canonicalizedHeader().ifPresent(v -> fields.add("DKIM-Canonicalized-Header", v));
        failure.canonicalizedBody().ifPresent(v -> fields.add("DKIM-Canonicalized-Body", v));
        failure.spfDns().ifPresent(v -> fields.add("SPF-DNS", v));
    }

    private static final class Fields {
        private final StringBuilder text = new StringBuilder();

        void add(String name, String value) {
            text.append(ReportFrame.folded(name, value));
        }
    }
}
