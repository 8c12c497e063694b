package chancery.smime;

import java.time.LocalDate;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;

/** Ciphers of content (RFC 3565 §2.1, RFC 5084 §1.2). */
public enum ContentCipher {
    AES_256_GCM(NISTObjectIdentifiers.id_aes256_GCM, "AES-256-GCM", 32),
    AES_192_GCM(NISTObjectIdentifiers.id_aes192_GCM, "AES-192-GCM", 24),
    AES_128_GCM(NISTObjectIdentifiers.id_aes128_GCM, "AES-128-GCM", 16),
    AES_256_CBC(NISTObjectIdentifiers.id_aes256_CBC, "AES-256-CBC", 32),
    AES_192_CBC(NISTObjectIdentifiers.id_aes192_CBC, "AES-192-CBC", 24),
    AES_128_CBC(NISTObjectIdentifiers.id_aes128_CBC, "AES-128-CBC", 16),
    /** Only read, for old mail. */
    TRIPLE_DES(PKCSObjectIdentifiers.des_EDE3_CBC, "triple DES", 24),
    /** Only read, for old mail. */
    RC2(PKCSObjectIdentifiers.RC2_CBC, "RC2", 0);

    private final String oid;
    private final String label;
    private final int keyOctets;

    ContentCipher(ASN1ObjectIdentifier identifier, String label, int keyOctets) {
        this.oid = identifier.getId();
        this.label = label;
        this.keyOctets = keyOctets;
    }

    static Optional<ContentCipher> of(ASN1ObjectIdentifier identifier) {
        for (ContentCipher cipher : values()) {
            if (cipher.oid.equals(identifier.getId())) {
                return Optional.of(cipher);
            }
        }
        return Optional.empty();
    }

    /** The name that people know. */
    public String label() {
        return label;
    }

    /** True when it notices a changed octet. */
    public boolean isAuthenticated() {
        return this == AES_256_GCM || this == AES_192_GCM || this == AES_128_GCM;
    }

    boolean isAes() {
        return this != TRIPLE_DES && this != RC2;
    }

    LocalDate withdrawn() {
        return this == RC2 ? LocalDate.of(2008, 12, 31) : LocalDate.of(2023, 12, 31);
    }

    ASN1ObjectIdentifier identifier() {
        return new ASN1ObjectIdentifier(oid);
    }

    String oid() {
        return oid;
    }

    /** Octets of a key, or 0 where that is free. */
    int keyOctets() {
        return keyOctets;
    }

    boolean fits(int octets) {
        return keyOctets == 0 ? octets >= 5 && octets <= 128 : octets == keyOctets;
    }
}
