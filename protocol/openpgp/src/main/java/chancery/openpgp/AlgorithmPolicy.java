package chancery.openpgp;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which algorithms count, and until when. A value: two policies never influence each other, and a changed one is a new
 * one.
 *
 * @param dataHashes hashes that may carry a signature over data, with the time after which such a signature must not
 *     have been made
 * @param certificateHashes the same for signatures inside certificates, where whoever signs chose most of the text
 * @param writeCiphers ciphers to encrypt with, the best first; AES-128 is always understood by others
 * @param readCiphers ciphers to decrypt with
 * @param smallestKeyBits of RSA, DSA and Elgamal keys that may be encrypted to, or whose signatures count
 * @param clockTolerance how far in the future a signature may be dated, since clocks differ
 */
public record AlgorithmPolicy(
        Map<HashAlgorithm, Instant> dataHashes,
        Map<HashAlgorithm, Instant> certificateHashes,
        java.util.List<SymmetricAlgorithm> writeCiphers,
        Set<SymmetricAlgorithm> readCiphers,
        int smallestKeyBits,
        Duration clockTolerance) {

    private static final Instant ALWAYS = Instant.MAX;

    // chosen-prefix collisions of SHA-1 were shown in January 2020, of MD5 in 2008
    private static final Instant SHA1_FOR_DATA = Instant.parse("2013-02-01T00:00:00Z");
    private static final Instant SHA1_FOR_CERTIFICATES = Instant.parse("2023-02-01T00:00:00Z");
    private static final Instant MD5_FOR_CERTIFICATES = Instant.parse("1997-02-01T00:00:00Z");

    public AlgorithmPolicy {
        dataHashes = Collections.unmodifiableMap(copy(dataHashes));
        certificateHashes = Collections.unmodifiableMap(copy(certificateHashes));
        writeCiphers = java.util.List.copyOf(writeCiphers);
        readCiphers = Collections.unmodifiableSet(EnumSet.copyOf(readCiphers));
        if (!readCiphers.containsAll(writeCiphers) || !writeCiphers.stream().allMatch(SymmetricAlgorithm::isAes)) {
            throw new IllegalArgumentException("only AES is written, and what is written can be read");
        }
    }

    /** What is sound in 2026: old signatures keep their worth, new ones by old hashes have none. */
    public static final AlgorithmPolicy STANDARD = standard();

    private static AlgorithmPolicy standard() {
        var data = sha2AndSha3();
        data.put(HashAlgorithm.SHA1, SHA1_FOR_DATA);
        data.put(HashAlgorithm.RIPEMD160, SHA1_FOR_DATA);
        var certificates = sha2AndSha3();
        certificates.put(HashAlgorithm.SHA1, SHA1_FOR_CERTIFICATES);
        certificates.put(HashAlgorithm.RIPEMD160, SHA1_FOR_DATA);
        certificates.put(HashAlgorithm.MD5, MD5_FOR_CERTIFICATES);
        var aes = java.util.List.of(SymmetricAlgorithm.AES_256, SymmetricAlgorithm.AES_192, SymmetricAlgorithm.AES_128);
        return new AlgorithmPolicy(
                data, certificates, aes, EnumSet.allOf(SymmetricAlgorithm.class), 2048, Duration.ofMinutes(15));
    }

    private static Map<HashAlgorithm, Instant> sha2AndSha3() {
        var hashes = new EnumMap<HashAlgorithm, Instant>(HashAlgorithm.class);
        for (var hash : HashAlgorithm.values()) {
            if (hash.saltOctets() > 0) {
                hashes.put(hash, ALWAYS);
            }
        }
        return hashes;
    }

    private static Map<HashAlgorithm, Instant> copy(Map<HashAlgorithm, Instant> hashes) {
        var copy = new EnumMap<HashAlgorithm, Instant>(HashAlgorithm.class);
        copy.putAll(hashes);
        return copy;
    }

    /** This policy with keys of so many bits. */
    public AlgorithmPolicy withSmallestKeyBits(int bits) {
        return new AlgorithmPolicy(dataHashes, certificateHashes, writeCiphers, readCiphers, bits, clockTolerance);
    }

    boolean acceptsForData(HashAlgorithm hash, Instant made) {
        return Optional.ofNullable(dataHashes.get(hash)).filter(made::isBefore).isPresent();
    }

    boolean acceptsForCertificate(HashAlgorithm hash, Instant made) {
        return Optional.ofNullable(certificateHashes.get(hash))
                .filter(made::isBefore)
                .isPresent();
    }

    /** Why the key's own algorithm must not be relied on, or nothing. */
    Optional<String> objection(PublicMaterial material) {
        int bits = switch (material) {
            case PublicMaterial.Rsa rsa -> rsa.n().bitLength();
            case PublicMaterial.Dsa dsa -> dsa.p().bitLength();
            case PublicMaterial.Elgamal elgamal -> elgamal.p().bitLength();
            case PublicMaterial.Ec ec -> Integer.MAX_VALUE;
            case PublicMaterial.Native natively -> Integer.MAX_VALUE;
            case PublicMaterial.Unknown unknown -> 0;
        };
        return bits < smallestKeyBits
                ? Optional.of(bits == 0 ? "an algorithm that is not known here" : "a key of " + bits + " bits")
                : Optional.empty();
    }
}
