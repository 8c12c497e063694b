package chancery.smime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.smime.SMIMECapabilities;
import org.bouncycastle.asn1.smime.SMIMECapability;

/**
 * What somebody's mail program says that it can read (RFC 8551 §2.5.2), best first.
 *
 * @param identifiers object identifiers in the order given; empty when nothing was said
 */
public record Capabilities(List<String> identifiers) {
    /** Nothing is known. */
    public static final Capabilities UNKNOWN = new Capabilities(List.of());

    /** What this module can read and wants to get. */
    public static final Capabilities OWN = new Capabilities(List.of(
            ContentCipher.AES_256_GCM.oid(),
            ContentCipher.AES_128_GCM.oid(),
            ContentCipher.AES_256_CBC.oid(),
            ContentCipher.AES_128_CBC.oid(),
            PKCSObjectIdentifiers.id_RSAES_OAEP.getId()));

    private static final int MOST = 100;

    public Capabilities {
        identifiers = List.copyOf(identifiers);
    }

    static Capabilities in(AttributeTable signed) {
        var found = new ArrayList<String>();
        Optional.ofNullable(signed.get(PKCSObjectIdentifiers.pkcs_9_at_smimeCapabilities))
                .ifPresent(attribute -> {
                    for (var value : attribute.getAttributeValues()) {
                        for (Object one : SMIMECapabilities.getInstance(
                                        new Attribute(attribute.getAttrType(), new DERSet(value)))
                                .getCapabilities(null)) {
                            found.add(((SMIMECapability) one).getCapabilityID().getId());
                        }
                    }
                });
        return new Capabilities(found.size() > MOST ? found.subList(0, MOST) : found);
    }

    Attribute attribute() {
        var all = new ASN1EncodableVector();
        identifiers.forEach(id -> all.add(new DERSequence(new org.bouncycastle.asn1.ASN1ObjectIdentifier(id))));
        return new Attribute(PKCSObjectIdentifiers.pkcs_9_at_smimeCapabilities, new DERSet(new DERSequence(all)));
    }

    /** True when something was said about a cipher at all. */
    private boolean speaksOfCiphers() {
        return identifiers.stream()
                .anyMatch(id -> ContentCipher.of(new org.bouncycastle.asn1.ASN1ObjectIdentifier(id))
                        .isPresent());
    }

    /**
     * True when RSA keys may be used with OAEP: it is listed, or nothing is known. Programs that list only ciphers take
     * PKCS #1 version 1.5, and some of them nothing else.
     */
    boolean takesOaep() {
        return identifiers.isEmpty() || identifiers.contains(PKCSObjectIdentifiers.id_RSAES_OAEP.getId());
    }

    private boolean has(ContentCipher cipher) {
        return identifiers.contains(cipher.oid());
    }

    /**
     * The cipher for a content that all of these shall read: AES-256-GCM for those who said nothing
     * (RFC 8551 §2.7.1.2), else the best that all said they can read; AES-128-CBC, which S/MIME 3.2 asks of everybody,
     * where they have none in common.
     */
    public static ContentCipher choose(List<Capabilities> recipients) {
        for (ContentCipher cipher : List.of(
                ContentCipher.AES_256_GCM,
                ContentCipher.AES_128_GCM,
                ContentCipher.AES_256_CBC,
                ContentCipher.AES_128_CBC)) {
            if (recipients.stream().allMatch(r -> !r.speaksOfCiphers() || r.has(cipher))) {
                return cipher;
            }
        }
        return ContentCipher.AES_128_CBC;
    }
}
