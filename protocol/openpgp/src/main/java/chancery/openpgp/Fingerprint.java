package chancery.openpgp;

import java.util.HexFormat;
import java.util.Locale;

/**
 * Names a key (RFC 9580 §5.5.4).
 *
 * @param version of the key: 3, 4 or 6
 * @param hex in upper case: 32, 40 or 64 digits
 */
public record Fingerprint(int version, String hex) {

    public Fingerprint {
        hex = hex.toUpperCase(Locale.ROOT);
        int digits = switch (version) {
            case 3 -> 32;
            case 4 -> 40;
            case 6 -> 64;
            default -> throw new IllegalArgumentException("key version " + version);
        };
        if (hex.length() != digits || !hex.chars().allMatch(HexFormat::isHexDigit)) {
            throw new IllegalArgumentException("a fingerprint of version " + version + " has " + digits + " digits");
        }
    }

    static Fingerprint of(int version, byte[] octets) {
        return new Fingerprint(version, HexFormat.of().formatHex(octets));
    }

    byte[] octets() {
        return HexFormat.of().parseHex(hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}
