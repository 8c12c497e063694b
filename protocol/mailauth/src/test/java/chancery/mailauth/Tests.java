package chancery.mailauth;

import chancery.mime.MimeSource;
import chancery.net.FakeDns;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Collectors;

/** What several tests of this package do. */
final class Tests {
    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private Tests() {}

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A TXT record in strings of 255 octets at most, as long ones are published. */
    static void longTxt(FakeDns dns, String name, String text) {
        String strings = text.codePoints()
                .mapToObj(c -> c == '"' || c == '\\' ? "\\" + (char) c : Character.toString(c))
                .collect(Collectors.joining());
        var quoted = new StringBuilder();
        for (int at = 0; at < strings.length(); at += 200) {
            quoted.append('"')
                    .append(strings, at, Math.min(strings.length(), at + 200))
                    .append("\" ");
        }
        dns.record(name, "TXT", quoted.toString().strip());
    }

    /** A message in CRLF with its signature on top. */
    static byte[] signed(DkimSigner signer, Path message) throws Exception {
        return signed(signer, Files.readAllBytes(message));
    }

    static byte[] signed(DkimSigner signer, byte[] message) throws Exception {
        byte[] octets = ascii(new String(message, StandardCharsets.ISO_8859_1)
                .replace("\r\n", "\n")
                .replace("\n", "\r\n"));
        var out = new ByteArrayOutputStream();
        out.writeBytes(ascii(signer.sign(MimeSource.of(octets), NOW)));
        out.writeBytes(octets);
        return out.toByteArray();
    }

    static KeyPair keyPair(String algorithm) {
        try {
            return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The record that publishes a key. */
    static String record(KeyPair pair) {
        byte[] encoded = pair.getPublic().getEncoded();
        boolean rsa = pair.getPublic().getAlgorithm().equals("RSA");
        byte[] p = rsa ? encoded : Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
        return "v=DKIM1; k=" + (rsa ? "rsa" : "ed25519") + "; p="
                + Base64.getEncoder().encodeToString(p);
    }

    /** PKCS #1 in PEM. */
    static PrivateKey rsaKey(String pem) throws Exception {
        byte[] inner = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        byte[] octets = wrapped(
                0x30, concat(HexFormat.of().parseHex("020100300d06092a864886f70d0101010500"), wrapped(0x04, inner)));
        return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(octets));
    }

    static PrivateKey ed25519Key(String base64) throws Exception {
        byte[] prefix = HexFormat.of().parseHex("302e020100300506032b657004220420");
        return KeyFactory.getInstance("Ed25519")
                .generatePrivate(new PKCS8EncodedKeySpec(
                        concat(prefix, Base64.getDecoder().decode(base64))));
    }

    private static byte[] wrapped(int tag, byte[] content) {
        return concat(
                new byte[] {(byte) tag, (byte) 0x82, (byte) (content.length >> 8), (byte) content.length}, content);
    }

    static byte[] concat(byte[] first, byte[] second) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(first);
        out.writeBytes(second);
        return out.toByteArray();
    }
}
