package chancery.openpgp;

import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;

/** Derives keys (RFC 5869). */
final class Hkdf {
    private Hkdf() {}

    static byte[] sha256(byte[] secret, byte[] salt, byte[] purpose, int octets) {
        var generator = new HKDFBytesGenerator(SHA256Digest.newInstance());
        generator.init(new HKDFParameters(secret, salt, purpose));
        byte[] out = new byte[octets];
        generator.generateBytes(out, 0, octets);
        return out;
    }

    static byte[] sha512(byte[] secret, byte[] salt, byte[] purpose, int octets) {
        var generator = new HKDFBytesGenerator(new SHA512Digest());
        generator.init(new HKDFParameters(secret, salt, purpose));
        byte[] out = new byte[octets];
        generator.generateBytes(out, 0, octets);
        return out;
    }
}
