package chancery.mime;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Makes file names from a mail safe to offer for saving on any system. */
final class FileNames {
    private static final int MAX_OCTETS = 200;
    private static final Set<String> DEVICES = Set.of(
            "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1",
            "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9");
    private static final Map<String, String> EXTENSIONS = Map.ofEntries(
            Map.entry("text/plain", ".txt"),
            Map.entry("text/html", ".html"),
            Map.entry("text/calendar", ".ics"),
            Map.entry("text/vcard", ".vcf"),
            Map.entry("text/csv", ".csv"),
            Map.entry("image/jpeg", ".jpg"),
            Map.entry("image/png", ".png"),
            Map.entry("image/gif", ".gif"),
            Map.entry("application/pdf", ".pdf"),
            Map.entry("application/zip", ".zip"),
            Map.entry("application/rtf", ".rtf"),
            Map.entry("message/rfc822", ".eml"),
            Map.entry("message/delivery-status", ".txt"),
            Map.entry("text/rfc822-headers", ".txt"));

    private FileNames() {}

    /**
     * The given name without folders, control and direction characters, and characters that some file system refuses; a
     * name made from number and type where nothing is left.
     */
    static String safe(String given, String mediaType, int number) {
        String name = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
        var kept = new StringBuilder();
        name.codePoints().forEach(c -> appendSafe(c, kept));
        name = kept.toString().strip().replaceAll("^[. ]+|[. ]+$", "");
        if (name.isEmpty()) {
            return "attachment-" + number + EXTENSIONS.getOrDefault(mediaType, ".bin");
        }
        int dot = name.indexOf('.');
        String stem = (dot < 0 ? name : name.substring(0, dot)).toLowerCase(Locale.ROOT);
        return shortened(DEVICES.contains(stem) ? "_" + name : name);
    }

    private static void appendSafe(int c, StringBuilder into) {
        int type = Character.getType(c);
        // format characters include those that turn the direction of writing and so hide an extension
        if (type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR) {
            return;
        }
        into.appendCodePoint(":*?\"<>|".indexOf(c) >= 0 ? '_' : c);
    }

    private static String shortened(String name) {
        if (octets(name) <= MAX_OCTETS) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        String extension = dot > 0 && name.length() - dot <= 10 ? name.substring(dot) : "";
        String stem = name.substring(0, name.length() - extension.length());
        while (octets(stem) + octets(extension) > MAX_OCTETS) {
            stem = stem.substring(0, stem.offsetByCodePoints(stem.length(), -1));
        }
        return stem + extension;
    }

    private static int octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
