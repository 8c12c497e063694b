package chancery.smime;

import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;

/** Hashes a content with every algorithm that its signers may have used, in one pass. */
final class ContentDigests extends OutputStream {
    private static final int MOST = 8;
    private static final Map<String, String> NAMES = Map.of(
            Algorithms.MD5,
            "MD5",
            Algorithms.SHA1,
            "SHA-1",
            Algorithms.HASHES.get(0),
            "SHA-256",
            Algorithms.HASHES.get(1),
            "SHA-384",
            Algorithms.HASHES.get(2),
            "SHA-512",
            Algorithms.HASHES.get(3),
            "SHA3-256",
            Algorithms.HASHES.get(4),
            "SHA3-384",
            Algorithms.HASHES.get(5),
            "SHA3-512");

    private final List<ASN1ObjectIdentifier> identifiers = new ArrayList<>();
    private final List<MessageDigest> digests = new ArrayList<>();
    private int firstOctet = -1;

    /** Algorithms that are not known are left out: their signatures stay unknown. */
    ContentDigests(Iterable<ASN1ObjectIdentifier> algorithms) {
        for (ASN1ObjectIdentifier algorithm : algorithms) {
            String name = NAMES.get(algorithm.getId());
            if (name != null && !identifiers.contains(algorithm) && identifiers.size() < MOST) {
                identifiers.add(algorithm);
                digests.add(digest(name));
            }
        }
    }

    private static MessageDigest digest(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("no " + name + " on this platform", e);
        }
    }

    @Override
    public void write(int octet) {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int length) {
        if (length > 0 && firstOctet < 0) {
            firstOctet = octets[offset] & 0xff;
        }
        for (MessageDigest digest : digests) {
            digest.update(octets, offset, length);
        }
    }

    /** The results so far; hashing may go on. */
    Map<ASN1ObjectIdentifier, byte[]> results() {
        var results = new LinkedHashMap<ASN1ObjectIdentifier, byte[]>();
        for (int i = 0; i < identifiers.size(); i++) {
            try {
                results.put(identifiers.get(i), ((MessageDigest) digests.get(i).clone()).digest());
            } catch (CloneNotSupportedException e) {
                throw new IllegalStateException("a hash that cannot be cloned", e);
            }
        }
        return results;
    }

    /** True when the content begins like the DER of signed attributes. */
    boolean looksLikeAttributes() {
        return firstOctet == 0x31;
    }
}
