package chancery.smime;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.KeyAgreeRecipientIdentifier;
import org.bouncycastle.asn1.cms.KeyAgreeRecipientInfo;
import org.bouncycastle.asn1.cms.OriginatorIdentifierOrKey;
import org.bouncycastle.asn1.cms.OriginatorPublicKey;
import org.bouncycastle.asn1.cms.RecipientEncryptedKey;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.asn1.cms.ecc.ECCCMSSharedInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * Elliptic-curve Diffie-Hellman with an ephemeral key (RFC 5753 §3.1, RFC 8418 §2).
 *
 * @param scheme names the agreement and the hash of the key derivation
 * @param wrap the AES that wraps the content key
 */
record KeyAgreementScheme(ASN1ObjectIdentifier scheme, ASN1ObjectIdentifier wrap) {
    // RFC 5753 §7.1.4
    private static final Map<ASN1ObjectIdentifier, String> X963 = Map.of(
            X9ObjectIdentifiers.dhSinglePass_stdDH_sha1kdf_scheme, "SHA-1",
            SECObjectIdentifiers.dhSinglePass_stdDH_sha224kdf_scheme, "SHA-224",
            SECObjectIdentifiers.dhSinglePass_stdDH_sha256kdf_scheme, "SHA-256",
            SECObjectIdentifiers.dhSinglePass_stdDH_sha384kdf_scheme, "SHA-384",
            SECObjectIdentifiers.dhSinglePass_stdDH_sha512kdf_scheme, "SHA-512");
    // RFC 8418 §2.3
    private static final Map<ASN1ObjectIdentifier, String> HKDF = Map.of(
            PKCSObjectIdentifiers.dhSinglePass_stdDH_hkdf_sha256_scheme, "HKDF-SHA256",
            PKCSObjectIdentifiers.dhSinglePass_stdDH_hkdf_sha384_scheme, "HKDF-SHA384",
            PKCSObjectIdentifiers.dhSinglePass_stdDH_hkdf_sha512_scheme, "HKDF-SHA512");
    private static final Map<ASN1ObjectIdentifier, Integer> WRAP_OCTETS = Map.of(
            NISTObjectIdentifiers.id_aes128_wrap, 16,
            NISTObjectIdentifiers.id_aes192_wrap, 24,
            NISTObjectIdentifiers.id_aes256_wrap, 32);

    /** Empty for a scheme that is not computed here. */
    static Optional<KeyAgreementScheme> of(AlgorithmIdentifier keyEncryption) {
        var scheme = keyEncryption.getAlgorithm();
        var wrap = AlgorithmIdentifier.getInstance(keyEncryption.getParameters());
        boolean known = (X963.containsKey(scheme) || HKDF.containsKey(scheme))
                && wrap != null
                && wrap.getParameters() == null
                && WRAP_OCTETS.containsKey(wrap.getAlgorithm());
        return known ? Optional.of(new KeyAgreementScheme(scheme, wrap.getAlgorithm())) : Optional.empty();
    }

    /**
     * Encrypts a content key to a certificate.
     *
     * @throws GeneralSecurityException when the key is of another kind
     */
    RecipientInfo recipient(Certificate certificate, byte[] key) throws GeneralSecurityException, IOException {
        var agreement = EphemeralAgreement.with(certificate.holder().getSubjectPublicKeyInfo());
        var aes = Cipher.getInstance("AESWrap");
        aes.init(Cipher.WRAP_MODE, wrappingKey(agreement.secret(), Optional.empty()));
        byte[] wrapped = aes.wrap(new SecretKeySpec(key, "AES"));
        var id = new IssuerAndSerialNumber(certificate.issuerName(), certificate.serialNumber());
        var encrypted = new RecipientEncryptedKey(new KeyAgreeRecipientIdentifier(id), new DEROctetString(wrapped));
        var sender = agreement.sender();
        return new RecipientInfo(new KeyAgreeRecipientInfo(
                new OriginatorIdentifierOrKey(new OriginatorPublicKey(
                        sender.getAlgorithm(), sender.getPublicKeyData().getBytes())),
                null,
                new AlgorithmIdentifier(scheme, new AlgorithmIdentifier(wrap)),
                new DERSequence(encrypted)));
    }

    /** Takes a content key out, by the platform, which takes the same time for every secret key. */
    byte[] unwrap(
            PrivateKey own,
            PublicKey originator,
            @org.jspecify.annotations.Nullable ASN1OctetString material,
            byte[] encrypted)
            throws GeneralSecurityException {
        var aes = Cipher.getInstance("AESWrap");
        aes.init(
                Cipher.UNWRAP_MODE,
                wrappingKey(
                        shared(own, originator), Optional.ofNullable(material).map(ASN1OctetString::getOctets)));
        return aes.unwrap(encrypted, "AES", Cipher.SECRET_KEY).getEncoded();
    }

    private static byte[] shared(PrivateKey own, PublicKey other) throws GeneralSecurityException {
        var agreement = KeyAgreement.getInstance(other instanceof ECPublicKey ? "ECDH" : "X25519");
        agreement.init(own);
        agreement.doPhase(other, true);
        return agreement.generateSecret();
    }

    /** Derives the key, and forgets the secret that both share. */
    private Key wrappingKey(byte[] shared, Optional<byte[]> material) throws GeneralSecurityException {
        int octets = WRAP_OCTETS.getOrDefault(wrap, 0);
        byte[] bits = ByteBuffer.allocate(4).putInt(octets * Byte.SIZE).array();
        try {
            // RFC 5753 §7.2
            byte[] purpose = (material.isPresent()
                            ? new ECCCMSSharedInfo(new AlgorithmIdentifier(wrap), material.get(), bits)
                            : new ECCCMSSharedInfo(new AlgorithmIdentifier(wrap), bits))
                    .getEncoded("DER");
            String hash = X963.get(scheme);
            return hash == null
                    ? hkdf(HKDF.getOrDefault(scheme, ""), shared, purpose, material, octets)
                    : new SecretKeySpec(x963(hash, shared, purpose, octets), "AES");
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        } finally {
            Arrays.fill(shared, (byte) 0);
        }
    }

    // RFC 5753 §7.1.4 names the derivation of ANSI X9.63: the hash of secret, counter and purpose, as often as needed
    private static byte[] x963(String hash, byte[] shared, byte[] purpose, int octets) throws GeneralSecurityException {
        var digest = MessageDigest.getInstance(hash);
        var key = ByteBuffer.allocate(octets);
        for (int counter = 1; key.hasRemaining(); counter++) {
            digest.update(shared);
            digest.update(ByteBuffer.allocate(4).putInt(0, counter));
            byte[] block = digest.digest(purpose);
            key.put(block, 0, Math.min(block.length, key.remaining()));
        }
        return key.array();
    }

    // RFC 8418 §2.2: the salt is the user keying material, if there is some
    private static Key hkdf(String name, byte[] shared, byte[] purpose, Optional<byte[]> material, int octets)
            throws GeneralSecurityException {
        var extract = HKDFParameterSpec.ofExtract().addIKM(shared);
        material.filter(salt -> salt.length > 0).ifPresent(extract::addSalt);
        return KDF.getInstance(name).deriveKey("AES", extract.thenExpand(purpose, octets));
    }
}
