package chancery.report;

import chancery.mail.SyntaxException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/** The file of a report, unpacked whatever its name says: gzip (RFC 1952), zip or plain. */
final class ReportFile {
    private ReportFile() {}

    static byte[] unpack(byte[] file, ReportLimits limits) throws SyntaxException {
        if (file.length > limits.packedOctets()) {
            throw new SyntaxException("a report of more than " + limits.packedOctets() + " octets", 0);
        }
        try {
            if (begins(file, 0x1f, 0x8b)) {
                return gzip(file, limits);
            }
            return begins(file, 'P', 'K') ? zip(file, limits) : plain(file, limits);
        } catch (IOException | IllegalArgumentException e) {
            throw new SyntaxException("a packed report that cannot be unpacked", 0);
        }
    }

    private static boolean begins(byte[] file, int first, int second) {
        return file.length > 2 && (file[0] & 0xff) == first && (file[1] & 0xff) == second;
    }

    private static byte[] plain(byte[] file, ReportLimits limits) throws SyntaxException {
        if (file.length > limits.octets()) {
            throw new SyntaxException("a report of more than " + limits.octets() + " octets", 0);
        }
        return file;
    }

    // one large provider packs twice
    private static byte[] gzip(byte[] file, ReportLimits limits) throws IOException, SyntaxException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(file))) {
            byte[] unpacked = bounded(in, limits);
            return begins(unpacked, 0x1f, 0x8b) ? once(unpacked, limits) : unpacked;
        }
    }

    private static byte[] once(byte[] file, ReportLimits limits) throws IOException, SyntaxException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(file))) {
            return bounded(in, limits);
        }
    }

    private static byte[] zip(byte[] file, ReportLimits limits) throws IOException, SyntaxException {
        try (var in = new ZipInputStream(new ByteArrayInputStream(file))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                byte[] content = bounded(in, limits);
                if (!entry.isDirectory() && content.length > 0) {
                    return content;
                }
            }
        }
        throw new ZipException("no file");
    }

    private static byte[] bounded(InputStream in, ReportLimits limits) throws IOException, SyntaxException {
        byte[] content = in.readNBytes(limits.octets() + 1);
        if (content.length > limits.octets()) {
            throw new SyntaxException("a report that unpacks to more than " + limits.octets() + " octets", 0);
        }
        return content;
    }
}
