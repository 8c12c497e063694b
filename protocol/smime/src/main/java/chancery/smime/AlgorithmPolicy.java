package chancery.smime;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/**
 * Which algorithms count, by date. A value: changing it makes another one. The date that is asked about is the one that
 * the caller knows the mail by (when it was received), never one that the mail claims for itself.
 *
 * @param date when these rules were written down
 * @param until last day on which an algorithm counts, by object identifier; one that is missing does not count at all
 * @param shortRsaUntil last day on which RSA keys under 2048 bits count, and DSA keys of any size
 */
public record AlgorithmPolicy(LocalDate date, Map<String, LocalDate> until, LocalDate shortRsaUntil) {
    private static final LocalDate ALWAYS = LocalDate.MAX;

    /** What came of asking. */
    public sealed interface Verdict {
        /** Counts. */
        record Acceptable() implements Verdict {}

        /** Does not count at that time, or never. */
        record Weak(String reason) implements Verdict {}
    }

    /**
     * The rules of 2026: hashes from SHA-256 up, SHA-1 and MD5 only for the time in which they were not known broken
     * (RFC 8551 §B); AES; triple DES until the end of 2023, when NIST withdrew it, RC2 until 2008; RSA from 2048 bits.
     */
    public static final AlgorithmPolicy OF_2026 =
            new AlgorithmPolicy(LocalDate.of(2026, 1, 1), table2026(), LocalDate.of(2013, 12, 31));

    public AlgorithmPolicy {
        until = Map.copyOf(until);
    }

    private static Map<String, LocalDate> table2026() {
        var table = new HashMap<String, LocalDate>();
        Algorithms.HASHES.forEach(hash -> table.put(hash, ALWAYS));
        table.put(Algorithms.SHA1, LocalDate.of(2013, 12, 31));
        table.put(Algorithms.MD5, LocalDate.of(2004, 8, 16));
        for (ContentCipher cipher : ContentCipher.values()) {
            table.put(cipher.oid(), cipher.isAes() ? ALWAYS : cipher.withdrawn());
        }
        return table;
    }

    /** The same rules, with the old ciphers readable at any date, for a mail archive that its owner wants to read. */
    public AlgorithmPolicy withOldCiphers() {
        var table = new HashMap<>(until);
        for (ContentCipher cipher : ContentCipher.values()) {
            table.put(cipher.oid(), ALWAYS);
        }
        return new AlgorithmPolicy(date, table, shortRsaUntil);
    }

    /** The same rules with another last day for one algorithm. */
    public AlgorithmPolicy with(String algorithm, LocalDate lastDay) {
        var table = new HashMap<>(until);
        table.put(algorithm, lastDay);
        return new AlgorithmPolicy(date, table, shortRsaUntil);
    }

    /** Whether content encrypted so may be read. */
    Verdict reading(ContentCipher cipher, Instant at) {
        return ask(cipher.oid(), cipher.label(), at);
    }

    /** Whether a signature made so counts. */
    Verdict signature(AlgorithmIdentifier hash, AlgorithmIdentifier algorithm, Certificate signer, Instant at) {
        var ofContent = ask(hash.getAlgorithm().getId(), Crypto.name(hash), at);
        var verdict = ofContent instanceof Verdict.Weak ? ofContent : parameters(algorithm, at);
        return switch (verdict) {
            case Verdict.Weak weak -> weak;
            case Verdict.Acceptable acceptable ->
                isShort(signer) && day(at).isAfter(shortRsaUntil)
                        ? new Verdict.Weak(signer.keyAlgorithm() + " has not counted since " + shortRsaUntil)
                        : acceptable;
        };
    }

    // RFC 4055 §3.1: RSASSA-PSS names its hash in parameters, which may be another than the one of the content
    private Verdict parameters(AlgorithmIdentifier signature, Instant at) {
        try {
            return Algorithms.hashOfPss(signature)
                    .map(hash -> ask(hash, Crypto.name(new ASN1ObjectIdentifier(hash)), at))
                    .orElseGet(Verdict.Acceptable::new);
        } catch (IllegalArgumentException e) {
            return new Verdict.Weak("parameters that cannot be read");
        }
    }

    /** Whether a certificate's signature by its issuer counts. */
    Verdict certificate(Certificate certificate, Certificate issuer, Instant at) {
        return switch (statement(certificate.holder().getSignatureAlgorithm(), at)) {
            case Verdict.Weak weak -> weak;
            case Verdict.Acceptable acceptable ->
                isShort(issuer) && day(at).isAfter(shortRsaUntil)
                        ? new Verdict.Weak(
                                issuer.keyAlgorithm() + " of the issuer has not counted since " + shortRsaUntil)
                        : acceptable;
        };
    }

    /** Whether an authority's signature counts, over a certificate, a revocation list or an answer about one. */
    Verdict statement(AlgorithmIdentifier signature, Instant at) {
        return Algorithms.oldHash(signature)
                .map(hash -> ask(hash, Crypto.name(new ASN1ObjectIdentifier(hash)), at))
                .orElseGet(() -> parameters(signature, at));
    }

    private static boolean isShort(Certificate certificate) {
        var key = certificate.holder().getSubjectPublicKeyInfo();
        int bits = KeyStrength.rsaBits(key);
        return (bits > 0 && bits < 2048) || KeyStrength.isDsa(key);
    }

    private Verdict ask(String algorithm, String name, Instant at) {
        var last = until.get(algorithm);
        if (last == null) {
            return new Verdict.Weak(name + " does not count");
        }
        return day(at).isAfter(last)
                ? new Verdict.Weak(name + " has not counted since " + last)
                : new Verdict.Acceptable();
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }
}
