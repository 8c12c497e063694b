package chancery.report;

/** Writes an MDN as a complete mail (RFC 8098 §3). */
public final class MdnWriter {
    private MdnWriter() {}

    /**
     * @param words what the recipient is told, in any language
     * @param header the header section of the mail it is about, or nothing
     * @return octets with CR LF line ends, to be sent with the null reverse-path (RFC 8098 §3)
     */
    public static byte[] write(ReportHead head, Mdn mdn, String words, byte[] header) {
        boolean utf8 = hasUtf8(mdn.finalRecipient())
                || mdn.originalRecipient().filter(MdnWriter::hasUtf8).isPresent();
        var fields = new StringBuilder();
        mdn.reportingUa().ifPresent(ua -> fields.append(ReportFrame.folded("Reporting-UA", ua)));
        mdn.gateway().ifPresent(gateway -> fields.append(ReportFrame.folded("MDN-Gateway", "dns; " + gateway)));
        mdn.originalRecipient().ifPresent(to -> fields.append(ReportFrame.folded("Original-Recipient", typed(to))));
        fields.append(ReportFrame.folded("Final-Recipient", typed(mdn.finalRecipient())));
        mdn.originalMessageId()
                .ifPresent(id -> fields.append(ReportFrame.folded("Original-Message-ID", "<" + id + ">")));
        fields.append(ReportFrame.folded("Disposition", mdn.disposition().toString()));
        mdn.failures().forEach(failure -> fields.append(ReportFrame.folded("Failure", failure)));
        // RFC 6533 §5
        String type = utf8 ? "message/global-disposition-notification" : "message/disposition-notification";
        var frame = new ReportFrame(head).words(words + "\r\n").lines(type, fields.toString());
        if (header.length > 0) {
            frame.returned(new ReturnedPart(header, false), utf8);
        }
        return frame.write("multipart/report; report-type=disposition-notification");
    }

    private static boolean hasUtf8(String address) {
        return address.chars().anyMatch(c -> c > 127);
    }

    private static String typed(String address) {
        return (hasUtf8(address) ? "utf-8; " : "rfc822; ") + address;
    }
}
