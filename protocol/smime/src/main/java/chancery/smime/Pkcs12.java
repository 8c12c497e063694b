package chancery.smime;

import chancery.mail.SyntaxException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.operator.InputDecryptorProvider;
import org.bouncycastle.pkcs.PKCS12PfxPdu;
import org.bouncycastle.pkcs.PKCS12SafeBag;
import org.bouncycastle.pkcs.PKCS12SafeBagFactory;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEInputDecryptorProviderBuilder;

/**
 * What a PKCS #12 file holds (RFC 7292 §4). Not read as a Java key store: that keeps one key for each name, and files with
 * one key for signatures and one for encryption give both the same.
 */
final class Pkcs12 {
    private static final int MOST = 100;

    private final InputDecryptorProvider opener;
    private final List<PrivateKey> keys = new ArrayList<>();
    private final List<Certificate> certificates = new ArrayList<>();

    private Pkcs12(char[] passphrase) {
        this.opener = new JcePKCSPBEInputDecryptorProviderBuilder()
                .setProvider(Crypto.BC)
                .build(passphrase);
    }

    /** Empty when the passphrase does not open it. */
    static Optional<Pkcs12> read(byte[] octets, char[] passphrase) throws SyntaxException {
        return Asn1.read("a PKCS #12 file", () -> {
            var file = new PKCS12PfxPdu(octets);
            if (file.hasMac() && !isMacValid(octets, passphrase)) {
                return Optional.empty();
            }
            var read = new Pkcs12(passphrase);
            try {
                for (ContentInfo part : file.getContentInfos()) {
                    read.addAll(part);
                }
            } catch (PKCSException e) {
                // a file without a MAC shows a wrong passphrase only so
                if (!file.hasMac()) {
                    return Optional.empty();
                }
                throw e;
            }
            return Optional.of(read);
        });
    }

    // Bouncy Castle's own check of a MAC compares encodings, and refuses a file that writes the hash without parameters
    private static boolean isMacValid(byte[] octets, char[] passphrase) throws java.security.GeneralSecurityException {
        try {
            KeyStore.getInstance("PKCS12", Crypto.BC).load(new ByteArrayInputStream(octets), passphrase);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private void addAll(ContentInfo part) throws PKCSException, SyntaxException, IOException {
        boolean locked = part.getContentType().equals(PKCSObjectIdentifiers.encryptedData);
        var bags = locked ? new PKCS12SafeBagFactory(part, opener) : new PKCS12SafeBagFactory(part);
        for (PKCS12SafeBag bag : bags.getSafeBags()) {
            if (keys.size() + certificates.size() >= MOST) {
                throw new SyntaxException("at most " + MOST + " keys and certificates", 0);
            }
            add(bag.getBagValue());
        }
    }

    private void add(Object value) throws PKCSException, SyntaxException, IOException {
        switch (value) {
            case PrivateKeyInfo key -> keys.add(key(key));
            case PKCS8EncryptedPrivateKeyInfo key -> keys.add(key(key.decryptPrivateKeyInfo(opener)));
            case X509CertificateHolder certificate -> certificates.add(Certificate.ofDer(certificate.getEncoded()));
            case null, default -> {
                // lists and secrets are of no use here
            }
        }
    }

    private static PrivateKey key(PrivateKeyInfo key) throws IOException {
        return new JcaPEMKeyConverter().setProvider(Crypto.BC).getPrivateKey(key);
    }

    List<PrivateKey> keys() {
        return keys;
    }

    List<Certificate> certificates() {
        return certificates;
    }
}
