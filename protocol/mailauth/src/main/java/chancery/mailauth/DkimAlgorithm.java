package chancery.mailauth;

import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Locale;
import java.util.Optional;

/** The tag a of a signature (RFC 6376 §3.3, RFC 8463 §3). */
public enum DkimAlgorithm {
    /** Historic since RFC 8301 §3.1. */
    RSA_SHA1("rsa", "sha1", "SHA-1", "SHA1withRSA"),
    RSA_SHA256("rsa", "sha256", "SHA-256", "SHA256withRSA"),
    ED25519_SHA256("ed25519", "sha256", "SHA-256", "Ed25519");

    private final String keyType;
    private final String hash;
    private final String digestName;
    private final String signatureName;

    DkimAlgorithm(String keyType, String hash, String digestName, String signatureName) {
        this.keyType = keyType;
        this.hash = hash;
        this.digestName = digestName;
        this.signatureName = signatureName;
    }

    /** The name in the tag a. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<DkimAlgorithm> of(String word) {
        for (DkimAlgorithm value : values()) {
            if (value.word().equalsIgnoreCase(word)) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    /** What the tag k of a key record must say. */
    public String keyType() {
        return keyType;
    }

    /** What the tag h of a key record must allow. */
    public String hash() {
        return hash;
    }

    MessageDigest digest() {
        try {
            return MessageDigest.getInstance(digestName);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("part of every Java runtime", e);
        }
    }

    /** @param octets the canonical header fields (RFC 6376 §3.7) */
    boolean verifies(byte[] octets, byte[] signature, PublicKey key) {
        try {
            var verification = Signature.getInstance(signatureName);
            verification.initVerify(key);
            verification.update(signed(octets));
            return verification.verify(signature);
        } catch (SignatureException | InvalidKeyException e) {
            // a signature of the wrong length, or a key that the runtime refuses, verifies nothing
            return false;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("part of every Java runtime", e);
        }
    }

    byte[] sign(byte[] octets, PrivateKey key) throws InvalidKeyException {
        try {
            var signing = Signature.getInstance(signatureName);
            signing.initSign(key);
            signing.update(signed(octets));
            return signing.sign();
        } catch (SignatureException | NoSuchAlgorithmException e) {
            throw new IllegalStateException("part of every Java runtime", e);
        }
    }

    // RFC 8463 §3: Ed25519 signs the hash, not the text
    private byte[] signed(byte[] octets) {
        return this == ED25519_SHA256 ? digest().digest(octets) : octets;
    }
}
