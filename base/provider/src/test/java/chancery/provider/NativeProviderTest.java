package chancery.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;
import java.util.Objects;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Native code and the Java runtime give the same results, and refuse the same. */
class NativeProviderTest {
    private static final byte[] TEXT = "finding: none".repeat(99).getBytes(StandardCharsets.US_ASCII);
    private static final SecretKeySpec AES = new SecretKeySpec(new byte[32], "AES");
    private static List<Provider> both = List.of();

    @BeforeAll
    static void install() {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "there is native code for Linux only");
        assertThat(NativeProvider.installFirst()).isInstanceOf(NativeProvider.Outcome.Native.class);
        both = List.of(Security.getProvider("ChanceryNative"), new OfTheRuntime());
    }

    /** The runtime's own providers as one, so that they can be named. */
    private static final class OfTheRuntime extends Provider {
        private static final long serialVersionUID = 1;
        private static final List<String> NAMES = List.of("SUN", "SunRsaSign", "SunEC", "SunJCE");

        OfTheRuntime() {
            super("Runtime", "1", "");
        }

        @Override
        public @Nullable Service getService(String type, String algorithm) {
            return NAMES.stream()
                    .map(name -> Security.getProvider(name).getService(type, algorithm))
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null);
        }
    }

    @Test
    void isAskedFirstAndOnlyOnce() throws GeneralSecurityException {
        assertThat(NativeProvider.installFirst()).isInstanceOf(NativeProvider.Outcome.Native.class);
        assertThat(Security.getProviders()).extracting(Provider::getName).containsOnlyOnce("ChanceryNative");
        for (var provider : List.of(
                Cipher.getInstance("AES/GCM/NoPadding").getProvider(),
                Signature.getInstance("SHA256withRSA").getProvider(),
                KeyAgreement.getInstance("ECDH").getProvider())) {
            assertThat(provider.getName()).startsWith("AmazonCorretto");
        }
    }

    @Test
    void restStaysTheRuntimes() throws GeneralSecurityException {
        assertThat(new SecureRandom().getProvider().getName()).isEqualTo("SUN");
        assertThat(MessageDigest.getInstance("SHA-256").getProvider().getName()).isEqualTo("SUN");
        assertThat(KeyFactory.getInstance("EC").getProvider().getName()).isEqualTo("SunEC");
        assertThat(Security.getProvider("ChanceryNative").getServices())
                .extracting(Provider.Service::getType)
                .containsOnly("Cipher", "Signature", "KeyAgreement", "KeyPairGenerator");
    }

    /** As its provider is when its code could not be loaded. */
    @Test
    void providerWithoutServicesIsNotInstalled() {
        assertThat(NativeProvider.install(new Provider("Empty", "1", "") {
                    private static final long serialVersionUID = 1;
                }))
                .isInstanceOf(NativeProvider.Outcome.Fallback.class);
        assertThat(Security.getProvider("Empty")).isNull();
    }

    @Test
    void eachOpensWhatTheOtherSealed() throws GeneralSecurityException {
        for (var provider : both) {
            byte[] sealed = gcm(provider, Cipher.ENCRYPT_MODE, TEXT);
            assertThat(gcm(other(provider), Cipher.DECRYPT_MODE, sealed)).isEqualTo(TEXT);
            sealed[5] ^= 1;
            assertThatThrownBy(() -> gcm(provider, Cipher.DECRYPT_MODE, sealed))
                    .isInstanceOf(AEADBadTagException.class);
            assertThatThrownBy(() -> gcm(provider, Cipher.DECRYPT_MODE, new byte[7]))
                    .isInstanceOf(AEADBadTagException.class);
        }
    }

    private static byte[] gcm(Provider provider, int mode, byte[] in) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding", provider);
        cipher.init(mode, AES, new GCMParameterSpec(128, new byte[12]));
        cipher.updateAAD(TEXT);
        return cipher.doFinal(in);
    }

    @ParameterizedTest
    @CsvSource({
        "RSA, 2048, SHA1withRSA",
        "RSA, 2048, SHA256withRSA",
        "RSA, 3072, SHA512withRSA",
        "RSA, 1024, SHA256withRSA",
        "RSA, 2048, RSASSA-PSS",
        "EC, secp256r1, SHA256withECDSA",
        "EC, secp384r1, SHA384withECDSA",
        "EC, secp521r1, SHA512withECDSA",
        "EC, secp256r1, NONEwithECDSA",
        "Ed25519, 0, Ed25519"
    })
    void eachVerifiesWhatTheOtherSigned(String kind, String size, String name) throws GeneralSecurityException {
        byte[] text = name.startsWith("NONE") ? new byte[32] : TEXT;
        for (var provider : both) {
            var pair = pair(kind, size, kind.equals("Ed25519") ? both.getLast() : provider);
            byte[] signature = sign(pair, name, provider, text);
            assertThat(isGood(pair, name, other(provider), text, signature)).isTrue();
            byte[] changed = signature.clone();
            changed[changed.length / 2] ^= 1;
            assertThat(isGood(pair, name, provider, text, changed)).isFalse();
            assertThat(isGood(pair, name, provider, text, new byte[signature.length - 1]))
                    .isFalse();
        }
    }

    private static byte[] sign(KeyPair pair, String name, Provider provider, byte[] text)
            throws GeneralSecurityException {
        var signer = signature(name, provider);
        signer.initSign(pair.getPrivate());
        signer.update(text);
        return signer.sign();
    }

    /** A signature that cannot be read is as bad as one that does not fit. */
    private static boolean isGood(KeyPair pair, String name, Provider provider, byte[] text, byte[] signature)
            throws GeneralSecurityException {
        var verifier = signature(name, provider);
        verifier.initVerify(pair.getPublic());
        verifier.update(text);
        try {
            return verifier.verify(signature);
        } catch (SignatureException e) {
            return false;
        }
    }

    private static Signature signature(String name, Provider provider) throws GeneralSecurityException {
        var signature = Signature.getInstance(name, provider);
        if (name.equals("RSASSA-PSS")) {
            signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        }
        return signature;
    }

    /** Keys in the runtime's form, as they come out of files and certificates before native code is there. */
    private static KeyPair pair(String kind, String size, Provider provider) throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance(kind, provider);
        if (kind.equals("RSA")) {
            generator.initialize(Integer.parseInt(size));
        } else if (kind.equals("EC")) {
            generator.initialize(new ECGenParameterSpec(size));
        }
        var pair = generator.generateKeyPair();
        var factory = KeyFactory.getInstance(kind, new OfTheRuntime());
        return new KeyPair(
                factory.generatePublic(new X509EncodedKeySpec(pair.getPublic().getEncoded())),
                factory.generatePrivate(
                        new PKCS8EncodedKeySpec(pair.getPrivate().getEncoded())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHA-1", "SHA-256", "SHA-512"})
    void eachDecryptsWhatTheOtherEncrypted(String hash) throws GeneralSecurityException {
        var parameters = new OAEPParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), PSource.PSpecified.DEFAULT);
        for (var provider : both) {
            var pair = pair("RSA", "2048", provider);
            var rsa = Cipher.getInstance("RSA/ECB/OAEPPadding", provider);
            rsa.init(Cipher.ENCRYPT_MODE, pair.getPublic(), parameters);
            byte[] encrypted = rsa.doFinal(new byte[32]);
            var opposite = Cipher.getInstance("RSA/ECB/OAEPPadding", other(provider));
            opposite.init(Cipher.DECRYPT_MODE, pair.getPrivate(), parameters);
            assertThat(opposite.doFinal(encrypted)).isEqualTo(new byte[32]);
            encrypted[9] ^= 1;
            assertThatThrownBy(() -> opposite.doFinal(encrypted)).isInstanceOf(GeneralSecurityException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"secp256r1", "secp384r1", "secp521r1"})
    void bothAgreeOnTheSame(String curve) throws GeneralSecurityException {
        var one = pair("EC", curve, both.getFirst());
        var two = pair("EC", curve, both.getLast());
        assertThat(agreed(one, two, both.getFirst())).isEqualTo(agreed(two, one, both.getLast()));
    }

    private static byte[] agreed(KeyPair own, KeyPair peer, Provider provider) throws GeneralSecurityException {
        var agreement = KeyAgreement.getInstance("ECDH", provider);
        agreement.init(own.getPrivate());
        agreement.doPhase(peer.getPublic(), true);
        return agreement.generateSecret();
    }

    @Test
    void agreesOnNothingWithAPointThatIsNotOnTheCurve() throws GeneralSecurityException {
        var own = pair("EC", "secp256r1", both.getFirst());
        var sound = (ECPublicKey) own.getPublic();
        var off =
                new ECPoint(sound.getW().getAffineX(), sound.getW().getAffineY().add(BigInteger.ONE));
        for (var provider : both) {
            assertThatThrownBy(() -> {
                        var key = KeyFactory.getInstance("EC")
                                .generatePublic(new ECPublicKeySpec(off, sound.getParams()));
                        agreed(own, new KeyPair(key, own.getPrivate()), provider);
                    })
                    .isInstanceOf(GeneralSecurityException.class);
        }
    }

    /** What native code does not know is computed by the runtime still, without being named. */
    @Test
    void unknownCurvesAndKeysFallBack() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("X25519");
        var agreement = KeyAgreement.getInstance("X25519");
        var own = generator.generateKeyPair();
        agreement.init(own.getPrivate());
        agreement.doPhase(generator.generateKeyPair().getPublic(), true);
        assertThat(agreement.generateSecret()).hasSize(32);
    }

    private static Provider other(Provider provider) {
        return provider == both.getFirst() ? both.getLast() : both.getFirst();
    }
}
