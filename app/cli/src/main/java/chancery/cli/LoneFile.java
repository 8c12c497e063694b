package chancery.cli;

import chancery.mail.SyntaxException;
import chancery.mime.MimeSource;
import chancery.mime.Tnef;
import chancery.report.ReportLimits;
import chancery.report.ReportReader;
import java.io.IOException;
import java.util.Optional;

/** Files that came with a mail and were saved: a winmail.dat, a DMARC, TLS or abuse report. */
final class LoneFile {
    private static final int TNEF_FIRST = 0x78;
    private static final int TNEF_SECOND = 0x9f;

    private LoneFile() {}

    /** Empty when the octets are neither. */
    static Optional<Inspection> inspect(byte[] octets) throws IOException {
        var inspection = new Inspection();
        if (octets.length > 2 && (octets[0] & 0xff) == TNEF_FIRST && (octets[1] & 0xff) == TNEF_SECOND) {
            try {
                var files = Tnef.open(MimeSource.of(octets));
                inspection.section("winmail.dat");
                InspectParts.files(files, "  ", inspection.json(), inspection);
                return Optional.of(inspection);
            } catch (SyntaxException e) {
                return Optional.empty();
            }
        }
        var report = ReportReader.file(octets, ReportLimits.STANDARD);
        if (report.isEmpty()) {
            return Optional.empty();
        }
        inspection.section("Report");
        InspectReports.report(report.get(), inspection.json().putArray("reports"), inspection);
        return Optional.of(inspection);
    }
}
