package chancery.provider;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What Amazon Corretto's provider, which is AWS-LC behind the platform's interfaces, computes faster than the Java runtime:
 * signatures, agreements and RSA in a quarter to a tenth of the time. Nothing else of it is offered: hashes gain nothing,
 * random numbers stay the runtime's, and so do keys, because its reader answers a point that is not on its curve with an
 * unchecked exception.
 */
public final class NativeProvider extends Provider {
    private static final long serialVersionUID = 1;
    private static final String NAME = "ChanceryNative";
    private static final String PACKAGE = "com.amazon.corretto.crypto.provider.";
    private static final String GCM = "AES/GCM/NoPadding";

    /** For each kind of service a pattern of what is offered. */
    private static final Map<String, String> OFFERED = Map.of(
            "Cipher", "AES/GCM/NoPadding|RSA/.*",
            "Signature", ".*withRSA|RSASSA-PSS|.*withECDSA.*|Ed25519|EdDSA",
            "KeyAgreement", "ECDH",
            "KeyPairGenerator", "EC|RSA");

    private final transient Provider corretto;

    private NativeProvider(Provider corretto) {
        super(NAME, corretto.getVersionStr(), corretto.getInfo());
        this.corretto = corretto;
    }

    /** Who computes now. */
    public sealed interface Outcome {
        /** Native code, of this version. */
        record Native(String version) implements Outcome {}

        /** The Java runtime alone, and why, for an operator. */
        record Fallback(String reason) implements Outcome {}
    }

    /**
     * Puts native code first for the whole process, from the next question for an algorithm on. What it does not know is
     * still computed by the runtime. Takes a second of one core, since the code is unpacked and its signature checked; may
     * be called at any time, and again.
     */
    public static synchronized Outcome installFirst() {
        var installed = Security.getProvider(NAME);
        if (installed != null) {
            return new Outcome.Native(installed.getVersionStr());
        }
        try {
            Optional<Provider> found = ServiceLoader.load(Provider.class).stream()
                    .filter(p -> p.type().getName().startsWith(PACKAGE))
                    .findFirst()
                    .map(ServiceLoader.Provider::get);
            return found.isPresent()
                    ? install(found.get())
                    : new Outcome.Fallback("there is no native cryptography for this kind of machine");
        } catch (LinkageError | ServiceConfigurationError e) {
            return new Outcome.Fallback("native cryptography cannot be loaded: " + e);
        }
    }

    static Outcome install(Provider corretto) {
        // so it is when its code could not be loaded
        if (corretto.getServices().isEmpty()) {
            return new Outcome.Fallback("native cryptography cannot be loaded; the folder for temporary files, "
                    + System.getProperty("java.io.tmpdir") + ", must allow programs");
        }
        try {
            if (!Arrays.equals(sealed(corretto), sealed(Security.getProvider("SunJCE")))) {
                return new Outcome.Fallback("native cryptography computes other results than the Java runtime");
            }
        } catch (GeneralSecurityException e) {
            return new Outcome.Fallback("native cryptography does not work: " + e.getMessage());
        }
        Security.insertProviderAt(new NativeProvider(corretto), 1);
        return new Outcome.Native(corretto.getVersionStr());
    }

    private static byte[] sealed(Provider provider) throws GeneralSecurityException {
        byte[] key = MessageDigest.getInstance("SHA-256").digest();
        var cipher = Cipher.getInstance(GCM, provider);
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, key, 0, 12));
        return cipher.doFinal(key);
    }

    @Override
    public @Nullable Service getService(String type, String algorithm) {
        var service = corretto.getService(type, algorithm);
        return service != null && isOffered(service) ? service : null;
    }

    @Override
    public Set<Service> getServices() {
        return corretto.getServices().stream()
                .filter(NativeProvider::isOffered)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean isOffered(Service service) {
        return service.getAlgorithm().matches(OFFERED.getOrDefault(service.getType(), ""));
    }
}
