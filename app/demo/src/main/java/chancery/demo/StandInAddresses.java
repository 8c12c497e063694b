package chancery.demo;

import chancery.mail.EmailAddress;
import chancery.mail.SyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;

/** Maps anybody's addresses onto the stand-in world, the same address always to the same place. */
final class StandInAddresses {
    private StandInAddresses() {}

    /** Somebody at the demo's tenant. */
    static EmailAddress sender(String address) {
        return address(address, WorldDomain.CLINIC);
    }

    /** Somebody outside, spread over the world's domains. */
    static EmailAddress recipient(String address) {
        List<WorldDomain> outside = WorldDomain.outside();
        return address(address, outside.get((int) (checksum(address) % outside.size())));
    }

    private static EmailAddress address(String original, WorldDomain at) {
        String local = original.toLowerCase(Locale.ROOT)
                .replaceAll("@.*", "")
                .replaceAll("[^a-z0-9]+", ".")
                .replaceAll("^\\.|\\.$", "");
        String shortened = local.substring(0, Math.min(40, local.length())).replaceAll("\\.$", "");
        String text = (shortened.isEmpty() ? "x" : shortened) + "-%08x@".formatted(checksum(original)) + at.domain();
        try {
            return EmailAddress.parse(text);
        } catch (SyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long checksum(String text) {
        var crc = new CRC32();
        crc.update(text.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }
}
