package chancery.mailauth;

import chancery.mail.SyntaxException;
import chancery.mailauth.DkimKeyRecord.Material;
import chancery.mailauth.TagList.Tag;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** RFC 6376 §3.6.1, RFC 8463 §4 */
final class DkimKeyRecordParser {
    private static final int LONGEST = 16_384;
    private static final int ED25519_OCTETS = 32;
    /** What stands before the 32 octets in a SubjectPublicKeyInfo (RFC 8410 §4). */
    private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");
    /** AlgorithmIdentifier rsaEncryption (RFC 3279 §2.3.1). */
    private static final byte[] RSA_IDENTIFIER = HexFormat.of().parseHex("300d06092a864886f70d0101010500");

    private DkimKeyRecordParser() {}

    static DkimKeyRecord parse(String text) throws SyntaxException {
        if (text.length() > LONGEST) {
            throw new SyntaxException("record too long", LONGEST);
        }
        var tags = TagList.parse(text);
        // RFC 6376 §3.6.1: v, where it is there, comes first
        if (tags.has("v")
                && !(tags.firstName().equals("v") && tags.value("v", "").equals("DKIM1"))) {
            throw new SyntaxException("\"v=DKIM1\" expected", 0);
        }
        String keyType = tags.value("k", "rsa").toLowerCase(Locale.ROOT);
        return new DkimKeyRecord(
                text,
                keyType,
                material(keyType, tags.required("p")),
                lowerCase(tags.list("h")),
                tags.has("s") ? lowerCase(tags.list("s")) : List.of("*"),
                tags.list("t"),
                tags.value("g", "*"));
    }

    private static List<String> lowerCase(List<String> words) {
        return words.stream().map(w -> w.toLowerCase(Locale.ROOT)).toList();
    }

    private static Material material(String keyType, Tag tag) throws SyntaxException {
        byte[] octets = TagList.base64(tag);
        if (octets.length == 0) {
            return new Material.Revoked();
        }
        return switch (keyType) {
            case "rsa" -> rsa(octets, tag);
            case "ed25519" -> ed25519(octets, tag);
            default -> new Material.Unknown();
        };
    }

    private static Material rsa(byte[] octets, Tag tag) throws SyntaxException {
        PublicKey key;
        try {
            key = key("RSA", octets);
        } catch (GeneralSecurityException e) {
            key = bareRsa(octets, tag);
        }
        return new Material.Key(key, ((RSAPublicKey) key).getModulus().bitLength());
    }

    // RFC 6376 §3.6.1 asks for the bare RSAPublicKey, its own examples have a SubjectPublicKeyInfo; both are found
    private static PublicKey bareRsa(byte[] octets, Tag tag) throws SyntaxException {
        try {
            var bits = new ByteArrayOutputStream();
            bits.write(0);
            bits.writeBytes(octets);
            byte[] string = der(0x03, bits.toByteArray());
            var content = new ByteArrayOutputStream();
            content.writeBytes(RSA_IDENTIFIER);
            content.writeBytes(string);
            return key("RSA", der(0x30, content.toByteArray()));
        } catch (GeneralSecurityException e) {
            throw new SyntaxException("RSA public key expected", tag.position());
        }
    }

    private static byte[] der(int tag, byte[] content) {
        var out = new ByteArrayOutputStream();
        out.write(tag);
        out.write(0x82);
        out.write(content.length >> 8);
        out.write(content.length);
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static Material ed25519(byte[] octets, Tag tag) throws SyntaxException {
        if (octets.length != ED25519_OCTETS) {
            throw new SyntaxException("32 octets of an Ed25519 public key expected", tag.position());
        }
        var encoded = new ByteArrayOutputStream();
        encoded.writeBytes(ED25519_PREFIX);
        encoded.writeBytes(octets);
        try {
            return new Material.Key(key("Ed25519", encoded.toByteArray()), ED25519_OCTETS * Byte.SIZE);
        } catch (GeneralSecurityException e) {
            throw new SyntaxException("Ed25519 public key expected", tag.position());
        }
    }

    private static PublicKey key(String algorithm, byte[] encoded) throws GeneralSecurityException {
        return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(encoded));
    }
}
