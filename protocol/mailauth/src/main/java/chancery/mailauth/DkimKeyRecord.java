package chancery.mailauth;

import chancery.mail.SyntaxException;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;

/**
 * A key as a domain publishes it (RFC 6376 §3.6.1, RFC 8463 §4).
 *
 * @param text the whole record
 * @param keyType the tag k, in lower case
 * @param hashes that signatures may use, empty for all
 * @param services that may use the key, {@code *} for all
 * @param flags {@code y} for a domain that only tests, {@code s} for no subdomains in the tag i
 * @param granularity the tag g of RFC 4871 §3.6.1 that RFC 6376 dropped, {@code *} when absent
 */
public record DkimKeyRecord(
        String text,
        String keyType,
        Material material,
        List<String> hashes,
        List<String> services,
        List<String> flags,
        String granularity) {

    /** What stands in the tag p. */
    public sealed interface Material {
        /** The key was withdrawn: p is empty. */
        record Revoked() implements Material {}

        /** @param bits size of the modulus, or 256 for Ed25519 */
        record Key(PublicKey key, int bits) implements Material {}

        /** A key type that is not known here; unreadable, and no fault of the record. */
        record Unknown() implements Material {}
    }

    public DkimKeyRecord {
        hashes = List.copyOf(hashes);
        services = List.copyOf(services);
        flags = List.copyOf(flags);
    }

    /** Reads a TXT record. */
    public static DkimKeyRecord parse(String text) throws SyntaxException {
        return DkimKeyRecordParser.parse(text);
    }

    /** The domain is testing DKIM (RFC 6376 §3.6.1): evidence only, it changes no verdict. */
    public boolean isTesting() {
        return flags.contains("y");
    }

    /** The tag i must name the signing domain itself. */
    public boolean isStrict() {
        return flags.contains("s");
    }

    /** Bits of the key, 0 when there is none. */
    public int bits() {
        return material instanceof Material.Key key ? key.bits() : 0;
    }

    /** True for keys whose use costs the verifier too much. */
    boolean isExcessive() {
        return material instanceof Material.Key k
                && k.key() instanceof RSAPublicKey rsa
                && (rsa.getModulus().bitLength() > 8192
                        || rsa.getPublicExponent().bitLength() > 64);
    }
}
