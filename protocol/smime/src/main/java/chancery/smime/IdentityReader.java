package chancery.smime;

import chancery.mail.SyntaxException;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMDecryptorProviderBuilder;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

/** Reads private keys with their certificates from files: PKCS #12 (RFC 7292) and PEM (RFC 7468). */
public final class IdentityReader {
    private IdentityReader() {}

    /** What a file says about the passphrase given. */
    public sealed interface Outcome {
        /** At least one key with its certificate. */
        record Read(List<Identity> identities) implements Outcome {
            public Read {
                identities = List.copyOf(identities);
            }
        }

        /** The file is locked and the passphrase, or its absence, does not open it. */
        record WrongPassphrase() implements Outcome {}
    }

    /**
     * Reads every key that has a certificate in the same file.
     *
     * @param passphrase empty for none; the caller may wipe it afterwards
     */
    public static Outcome read(byte[] octets, char[] passphrase) throws SyntaxException {
        return Pem.looksLike(octets) ? pem(octets, passphrase) : pkcs12(octets, passphrase);
    }

    private static Outcome pkcs12(byte[] octets, char[] passphrase) throws SyntaxException {
        var file = Pkcs12.read(octets, passphrase);
        return file.isEmpty()
                ? new Outcome.WrongPassphrase()
                : found(paired(file.get().keys(), file.get().certificates()));
    }

    private static List<Identity> paired(List<PrivateKey> keys, List<Certificate> certificates) {
        var identities = new ArrayList<Identity>();
        for (PrivateKey key : keys) {
            for (Certificate certificate : certificates) {
                if (KeyPairs.belong(key, certificate)) {
                    var above = certificates.stream()
                            .filter(c -> c.purpose().authority() && !c.equals(certificate))
                            .toList();
                    identities.add(new Identity(key, certificate, above));
                }
            }
        }
        return identities;
    }

    private static Outcome found(List<Identity> identities) throws SyntaxException {
        if (identities.isEmpty()) {
            throw new SyntaxException("a private key with its certificate", 0);
        }
        return new Outcome.Read(identities);
    }

    private static Outcome pem(byte[] octets, char[] passphrase) throws SyntaxException {
        var keys = new ArrayList<PrivateKey>();
        var certificates = new ArrayList<Certificate>();
        for (var block : Pem.read(octets)) {
            switch (block.label()) {
                case "CERTIFICATE" -> certificates.add(Certificate.ofDer(block.der()));
                case "PKCS12" -> {
                    return pkcs12(block.der(), passphrase);
                }
                default -> {
                    if (block.label().endsWith("PRIVATE KEY")) {
                        var key = privateKey(block, passphrase);
                        if (key.isEmpty()) {
                            return new Outcome.WrongPassphrase();
                        }
                        keys.add(key.get());
                    }
                }
            }
        }
        return found(paired(keys, certificates));
    }

    /** A private key alone, in PEM or DER (RFC 5208 §5). */
    static PrivateKey privateKey(byte[] octets) throws SyntaxException {
        if (!Pem.looksLike(octets)) {
            return Asn1.read("a private key", () -> converter().getPrivateKey(PrivateKeyInfo.getInstance(octets)));
        }
        for (var block : Pem.read(octets)) {
            if (block.label().endsWith("PRIVATE KEY")) {
                return privateKey(block, new char[0])
                        .orElseThrow(() -> new SyntaxException("an unlocked private key", 0));
            }
        }
        throw new SyntaxException("a private key", 0);
    }

    private static Optional<PrivateKey> privateKey(Pem.Block block, char[] passphrase) throws SyntaxException {
        return Asn1.read("a private key", () -> {
            var headers = block.headers().isEmpty() ? "" : String.join("\n", block.headers()) + "\n\n";
            var text = Pem.write(block.label(), block.der())
                    .replaceFirst("-----\n", "-----\n" + java.util.regex.Matcher.quoteReplacement(headers));
            var parsed = new PEMParser(new java.io.StringReader(text)).readObject();
            return switch (parsed) {
                case PrivateKeyInfo clear -> Optional.of(converter().getPrivateKey(clear));
                case PEMKeyPair pair -> Optional.of(converter().getKeyPair(pair).getPrivate());
                case PKCS8EncryptedPrivateKeyInfo locked -> unlock(locked, passphrase);
                case PEMEncryptedKeyPair locked -> unlock(locked, passphrase);
                case null, default -> throw new SyntaxException("a private key", 0);
            };
        });
    }

    private static Optional<PrivateKey> unlock(PKCS8EncryptedPrivateKeyInfo locked, char[] passphrase)
            throws Exception {
        if (passphrase.length == 0) {
            return Optional.empty();
        }
        var opener = new JceOpenSSLPKCS8DecryptorProviderBuilder()
                .setProvider(Crypto.BC)
                .build(Arrays.copyOf(passphrase, passphrase.length));
        try {
            return Optional.of(converter().getPrivateKey(locked.decryptPrivateKeyInfo(opener)));
        } catch (org.bouncycastle.pkcs.PKCSException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<PrivateKey> unlock(PEMEncryptedKeyPair locked, char[] passphrase) throws Exception {
        if (passphrase.length == 0) {
            return Optional.empty();
        }
        var opener = new JcePEMDecryptorProviderBuilder().setProvider(Crypto.BC).build(passphrase);
        try {
            return Optional.of(
                    converter().getKeyPair(locked.decryptKeyPair(opener)).getPrivate());
        } catch (java.io.IOException e) {
            return Optional.empty();
        }
    }

    private static JcaPEMKeyConverter converter() {
        return new JcaPEMKeyConverter().setProvider(Crypto.BC);
    }
}
