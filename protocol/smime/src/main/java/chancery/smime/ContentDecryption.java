package chancery.smime;

import chancery.mail.SyntaxException;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.RC2ParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.cms.GCMParameters;
import org.bouncycastle.asn1.pkcs.RC2CBCParameter;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/** Decrypts content into scratch. What authenticated encryption does not vouch for is deleted, not returned. */
final class ContentDecryption {
    private static final int LEAST_MAC = 12;
    private static final int BLOCK = 64 * 1024;

    private ContentDecryption() {}

    static Scratch decrypt(CmsObject.Enveloped envelope, ContentCipher cipher, byte[] key, ScratchSpace space)
            throws GeneralSecurityException, IOException, SyntaxException {
        if (!cipher.fits(key.length)) {
            throw new GeneralSecurityException("a key of another size");
        }
        var clear = space.create();
        boolean done = false;
        try {
            if (cipher.isAuthenticated()) {
                authenticated(envelope, key, clear);
            } else {
                chained(envelope, cipher, key, clear);
            }
            clear.close();
            done = true;
            return clear;
        } finally {
            if (!done) {
                clear.delete();
            }
        }
    }

    private static void authenticated(CmsObject.Enveloped envelope, byte[] key, Scratch clear)
            throws GeneralSecurityException, IOException, SyntaxException {
        var parameters = Asn1.read(
                "GCM parameters",
                () -> GCMParameters.getInstance(envelope.cipher().getParameters()));
        int mac = envelope.macOctets();
        // RFC 5084 §3.2: 12 to 16 octets, and as many as the parameters say
        if (mac < LEAST_MAC || mac > 16 || mac != parameters.getIcvLen()) {
            throw new GeneralSecurityException("a MAC of another length");
        }
        byte[] nonce = parameters.getNonce();
        if (nonce.length == 0) {
            throw new GeneralSecurityException("no nonce");
        }
        if (envelope.ciphertext().inMemory()) {
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(mac * Byte.SIZE, nonce));
            cipher.updateAAD(envelope.associated());
            byte[] octets = cipher.doFinal(envelope.ciphertext().octets(), 0, (int)
                    envelope.ciphertext().size());
            clear.adopt(octets);
        } else {
            streamed(envelope, key, nonce, clear);
        }
    }

    // the platform's GCM keeps all of a content in memory until the end; this one does not
    private static void streamed(CmsObject.Enveloped envelope, byte[] key, byte[] nonce, Scratch clear)
            throws IOException, GeneralSecurityException {
        var gcm = GCMBlockCipher.newInstance(AESEngine.newInstance());
        gcm.init(
                false,
                new AEADParameters(
                        new KeyParameter(key), envelope.macOctets() * Byte.SIZE, nonce, envelope.associated()));
        byte[] from = new byte[BLOCK];
        byte[] into = new byte[BLOCK + 64];
        try (InputStream in = envelope.ciphertext().open()) {
            for (int count = in.read(from); count >= 0; count = in.read(from)) {
                clear.write(into, 0, gcm.processBytes(from, 0, count, into, 0));
            }
            clear.write(into, 0, gcm.doFinal(into, 0));
        } catch (InvalidCipherTextException e) {
            throw new GeneralSecurityException(e);
        }
    }

    private static void chained(CmsObject.Enveloped envelope, ContentCipher name, byte[] key, Scratch clear)
            throws GeneralSecurityException, IOException, SyntaxException {
        var spec = Asn1.read("parameters of a cipher", () -> chainedParameters(name, envelope.cipher()));
        String algorithm = name.isAes() ? "AES" : name == ContentCipher.TRIPLE_DES ? "DESede" : "RC2";
        var cipher = Cipher.getInstance(algorithm + "/CBC/PKCS5Padding");
        cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, algorithm), spec);
        byte[] from = new byte[BLOCK];
        byte[] into = new byte[BLOCK + 64];
        try (InputStream in = envelope.ciphertext().open()) {
            for (int count = in.read(from); count >= 0; count = in.read(from)) {
                clear.write(into, 0, cipher.update(from, 0, count, into));
            }
            clear.write(into, 0, cipher.doFinal(into, 0));
        }
    }

    private static AlgorithmParameterSpec chainedParameters(ContentCipher name, AlgorithmIdentifier algorithm) {
        var parameters = algorithm.getParameters();
        if (name != ContentCipher.RC2) {
            return new IvParameterSpec(ASN1OctetString.getInstance(parameters).getOctets());
        }
        var rc2 = RC2CBCParameter.getInstance(parameters);
        var version = rc2.getRC2ParameterVersion();
        return new RC2ParameterSpec(effectiveBits(version == null ? 0 : version.intValueExact()), rc2.getIV());
    }

    // RFC 3370 §5.2: a table, for the three lengths that were ever sent
    private static int effectiveBits(int version) {
        return switch (version) {
            case 0 -> 32;
            case 160 -> 40;
            case 120 -> 64;
            case 58 -> 128;
            default -> version;
        };
    }
}
