package chancery.openpgp;

import java.util.List;

/** What the lines of a text are, before anything is believed or decrypted. */
sealed interface InlineBlock {
    /** Lines that are nothing else; octets with their line ends. */
    record Text(byte[] octets) implements InlineBlock {}

    /**
     * The cleartext signature framework (RFC 9580 §7).
     *
     * @param lines without line ends, dash-escaping taken off
     * @param signature its armor, to the line that ends it
     */
    record Cleartext(List<byte[]> lines, byte[] signature) implements InlineBlock {}

    /** Armor of a message or of certificates. */
    record Armored(Armor.Kind kind, byte[] armor) implements InlineBlock {}
}
