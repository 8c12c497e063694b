package chancery.smime;

import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/** A CMS object as it was read (RFC 5652 §3), its content apart from its structure. */
sealed interface CmsObject {

    /**
     * SignedData (RFC 5652 §5).
     *
     * @param structure without the content
     * @param content empty scratch when there is none
     * @param digests over the content, one for each hash that is named
     */
    record Signed(SignedData structure, boolean hasContent, Scratch content, ContentDigests digests)
            implements CmsObject {}

    /**
     * EnvelopedData (RFC 5652 §6) or AuthEnvelopedData (RFC 5083 §2).
     *
     * @param ciphertext with the MAC behind it when authenticated
     * @param associated the octets that are authenticated besides the content (RFC 5083 §2.2)
     */
    record Enveloped(
            boolean authenticated,
            List<RecipientInfo> recipients,
            AlgorithmIdentifier cipher,
            Scratch ciphertext,
            int macOctets,
            byte[] associated)
            implements CmsObject {
        public Enveloped {
            recipients = List.copyOf(recipients);
        }
    }

    /** CompressedData (RFC 3274 §1.1), decompressed. */
    record Compressed(Scratch content) implements CmsObject {}

    /** Another content type. */
    record Other(ASN1ObjectIdentifier type) implements CmsObject {}
}
