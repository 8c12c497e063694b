package chancery.smime;

import chancery.mail.SyntaxException;
import java.math.BigInteger;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.DSAPrivateKey;
import java.security.interfaces.DSAPublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.jcajce.interfaces.EdDSAPrivateKey;
import org.bouncycastle.jcajce.interfaces.MLDSAPrivateKey;
import org.bouncycastle.jcajce.interfaces.MLKEMPrivateKey;
import org.bouncycastle.jcajce.interfaces.XDHPrivateKey;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/** Tells which private key belongs to which certificate. */
final class KeyPairs {
    private KeyPairs() {}

    static boolean belong(PrivateKey key, Certificate certificate) {
        try {
            return belong(key, certificate.publicKey());
        } catch (SyntaxException e) {
            return false;
        }
    }

    private static boolean belong(PrivateKey key, PublicKey other) {
        return switch (key) {
            case RSAPrivateKey rsa ->
                other instanceof RSAPublicKey pub && rsa.getModulus().equals(pub.getModulus());
            case DSAPrivateKey dsa -> other instanceof DSAPublicKey pub && sameDsa(dsa, pub);
            case org.bouncycastle.jce.interfaces.ECPrivateKey ec -> other instanceof ECPublicKey pub && sameEc(ec, pub);
            case EdDSAPrivateKey ed -> ed.getPublicKey().equals(other);
            case XDHPrivateKey xdh -> xdh.getPublicKey().equals(other);
            case MLDSAPrivateKey mldsa -> mldsa.getPublicKey().equals(other);
            case MLKEMPrivateKey mlkem -> mlkem.getPublicKey().equals(other);
            default -> false;
        };
    }

    private static boolean sameDsa(DSAPrivateKey key, DSAPublicKey pub) {
        BigInteger p = key.getParams().getP();
        return key.getParams().getG().modPow(key.getX(), p).equals(pub.getY());
    }

    private static boolean sameEc(org.bouncycastle.jce.interfaces.ECPrivateKey key, ECPublicKey pub) {
        var point = new FixedPointCombMultiplier()
                .multiply(key.getParameters().getG(), key.getD())
                .normalize();
        return pub.getW().getAffineX().equals(point.getAffineXCoord().toBigInteger())
                && pub.getW().getAffineY().equals(point.getAffineYCoord().toBigInteger());
    }

    /** The same key as Bouncy Castle holds it, whatever provider made it. */
    static PrivateKey ofBouncyCastle(PrivateKey key) throws java.io.IOException {
        if (key.getEncoded() == null || key instanceof org.bouncycastle.jce.interfaces.ECPrivateKey) {
            return key;
        }
        var encoded = PrivateKeyInfo.getInstance(key.getEncoded());
        return new org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter()
                .setProvider(Crypto.BC)
                .getPrivateKey(encoded);
    }
}
