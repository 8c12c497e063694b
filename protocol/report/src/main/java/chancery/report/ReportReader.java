package chancery.report;

import chancery.mail.SyntaxException;
import chancery.mime.Entity;
import chancery.mime.Message;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds every report that a message carries, whatever its kind. */
public final class ReportReader {
    private static final int MOST_FILES = 10;

    private ReportReader() {}

    /**
     * The reports in a message, in the order DSN, MDN, feedback, the first ten files. A file that only looks like a report is passed
     * over; read it with the reader of its kind to learn why.
     */
    public static List<Report> read(Message message, ReportLimits limits) throws IOException {
        List<Report> reports = new ArrayList<>();
        DsnReader.read(message).ifPresent(reports::add);
        MdnReader.read(message).ifPresent(reports::add);
        FeedbackReader.read(message).ifPresent(reports::add);
        for (Entity entity : message.root()
                .walk()
                .filter(ReportReader::mayBeFile)
                .limit(MOST_FILES)
                .toList()) {
            file(octets(entity, limits), limits).ifPresent(reports::add);
        }
        return reports;
    }

    /** A report that lies in a file of its own: DMARC, TLS or XARF, packed or not. Empty when it is none. */
    public static Optional<Report> file(byte[] file, ReportLimits limits) {
        try {
            byte[] document = ReportFile.unpack(file, limits);
            String start = new String(document, 0, Math.min(document.length, 4096), StandardCharsets.UTF_8);
            if (start.contains("<feedback")) {
                return Optional.of(DmarcAggregateReader.parse(document, limits));
            }
            if (start.contains("\"xarf_version\"")) {
                return Optional.of(XarfReader.parse(document, limits));
            }
            boolean json = start.stripLeading().startsWith("{");
            return json ? Optional.of(TlsReportReader.parse(document, limits)) : Optional.empty();
        } catch (SyntaxException e) {
            return Optional.empty();
        }
    }

    private static boolean mayBeFile(Entity entity) {
        String type = entity.contentType().mediaType();
        String name = entity.givenFileName().toLowerCase(Locale.ROOT);
        boolean named = name.matches("(?s).*\\.(xml|gz|zip|json)");
        boolean typed =
                type.matches("application/(x-)?(gzip|zip|zip-compressed|tlsrpt\\+(gzip|json)|xml|json|xarf\\+json)")
                        || type.equals("text/xml");
        return entity.children().isEmpty() && (named || typed);
    }

    private static byte[] octets(Entity entity, ReportLimits limits) throws IOException {
        try (InputStream in = entity.open()) {
            return in.readNBytes(limits.packedOctets() + 1);
        }
    }
}
