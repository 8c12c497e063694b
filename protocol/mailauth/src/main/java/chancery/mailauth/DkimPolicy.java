package chancery.mailauth;

import java.time.LocalDate;
import java.util.Set;

/**
 * Which signatures are good enough, at a date. What is refused by it gets the word {@code policy} (RFC 8601 §2.7.1).
 *
 * @param since when these rules came
 * @param algorithms that count
 * @param leastRsaBits shorter keys do not count
 * @param partialBody whether a signature that leaves out an end of the body counts; whoever appends to such a mail
 *     speaks in the signer's name (RFC 6376 §8.2)
 * @param versionRequired whether the tag v must be there
 * @param keyGranularity whether the tag g of a key restricts the local-part of the tag i
 */
public record DkimPolicy(
        LocalDate since,
        Set<DkimAlgorithm> algorithms,
        int leastRsaBits,
        boolean partialBody,
        boolean versionRequired,
        boolean keyGranularity) {

    /** Rules of today: no SHA-1, RSA from 1024 bits (RFC 8301 §3.1, §3.2), Ed25519, the body as a whole. */
    public static final DkimPolicy RFC_8301 = new DkimPolicy(
            LocalDate.of(2018, 1, 1),
            Set.of(DkimAlgorithm.RSA_SHA256, DkimAlgorithm.ED25519_SHA256),
            1024,
            false,
            true,
            false);

    /** Rules of 2007, to judge old mail by those of its time. */
    public static final DkimPolicy RFC_4871 =
            new DkimPolicy(LocalDate.of(2007, 5, 1), Set.of(DkimAlgorithm.values()), 512, true, false, true);

    public DkimPolicy {
        algorithms = Set.copyOf(algorithms);
    }
}
