package chancery.report;

import chancery.mime.Entity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The text of a part for programs, which is ASCII or UTF-8 (RFC 6533 §3) whatever it declares; at most 1 MiB. */
final class PartText {
    private static final int MAX_OCTETS = 1 << 20;

    private PartText() {}

    static String of(Entity entity) throws IOException {
        try (InputStream in = entity.open()) {
            return new String(in.readNBytes(MAX_OCTETS), StandardCharsets.UTF_8);
        }
    }
}
