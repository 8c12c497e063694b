package chancery.smime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfoBuilder;

/** Writes private keys with their certificates, as files that {@link IdentityReader} and other programs read. */
public final class IdentityWriter {
    private static final int ITERATIONS = 600_000;

    private IdentityWriter() {}

    /**
     * In PEM: the key, then the certificate, then its chain.
     *
     * @param passphrase locks the key (PBKDF2 and AES-256); empty leaves it open
     */
    public static byte[] pem(Identity identity, char[] passphrase) throws GeneralSecurityException {
        var text = new StringBuilder();
        try {
            if (passphrase.length == 0) {
                text.append(Pem.write("PRIVATE KEY", identity.key().getEncoded()));
            } else {
                var lock = new JceOpenSSLPKCS8EncryptorBuilder(NISTObjectIdentifiers.id_aes256_CBC)
                        .setProvider(Crypto.BC)
                        .setPRF(new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256, DERNull.INSTANCE))
                        .setIterationCount(ITERATIONS)
                        .setPassword(passphrase)
                        .build();
                var locked = new PKCS8EncryptedPrivateKeyInfoBuilder(
                                PrivateKeyInfo.getInstance(identity.key().getEncoded()))
                        .build(lock);
                text.append(Pem.write("ENCRYPTED PRIVATE KEY", locked.getEncoded()));
            }
        } catch (IOException | OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
        text.append(identity.certificate().pem());
        identity.chain().forEach(c -> text.append(c.pem()));
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** As PKCS #12 (RFC 7292 §4), locked with AES-256; a file without a passphrase is something most programs refuse. */
    public static byte[] pkcs12(Identity identity, char[] passphrase) throws GeneralSecurityException {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            var chain = new ArrayList<java.security.cert.Certificate>();
            chain.add(identity.certificate().x509());
            identity.chain().forEach(c -> chain.add(c.x509()));
            store.setKeyEntry(
                    identity.certificate().subject(),
                    identity.key(),
                    passphrase,
                    chain.toArray(java.security.cert.Certificate[]::new));
            var out = new ByteArrayOutputStream();
            store.store(out, passphrase);
            return out.toByteArray();
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
    }
}
