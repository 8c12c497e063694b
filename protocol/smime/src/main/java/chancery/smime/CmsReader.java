package chancery.smime;

import chancery.mail.SyntaxException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetStringParser;
import org.bouncycastle.asn1.ASN1SequenceParser;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1SetParser;
import org.bouncycastle.asn1.ASN1StreamParser;
import org.bouncycastle.asn1.BERTags;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.AuthEnvelopedDataParser;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.CompressedDataParser;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.ContentInfoParser;
import org.bouncycastle.asn1.cms.EncryptedContentInfoParser;
import org.bouncycastle.asn1.cms.EnvelopedDataParser;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignedDataParser;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/**
 * Reads one CMS object (RFC 5652 §3) from a stream, BER or DER, definite or indefinite. The content goes to scratch, the
 * structure to memory, each within its bound.
 */
final class CmsReader {
    private final CmsInput input;
    private final ScratchSpace space;
    private final SmimeLimits limits;
    private final long expected;

    private CmsReader(InputStream in, long expected, ScratchSpace space, SmimeLimits limits) {
        this.expected = expected;
        this.input = new CmsInput(new BufferedInputStream(in, 32 * 1024), limits.structureOctets());
        this.space = space;
        this.limits = limits;
    }

    /**
     * @param expected octets of the whole object, as far as known: room for the content
     * @throws LimitException when a bound is passed
     * @throws IOException when the stream cannot be read
     */
    static CmsObject read(InputStream in, long expected, ScratchSpace space, SmimeLimits limits)
            throws SyntaxException, IOException {
        var reader = new CmsReader(in, expected, space, limits);
        return Asn1.read("a CMS object", reader.input, reader::read);
    }

    private CmsObject read() throws IOException, SyntaxException {
        var parser = new ASN1StreamParser(input, limits.structureOctets());
        var info = new ContentInfoParser((ASN1SequenceParser) required(parser.readObject()));
        var type = info.getContentType();
        if (type.equals(CMSObjectIdentifiers.signedData)) {
            return signed(SignedDataParser.getInstance(required(info.getContent(BERTags.SEQUENCE))));
        }
        if (type.equals(CMSObjectIdentifiers.envelopedData)) {
            return enveloped(new EnvelopedDataParser((ASN1SequenceParser) required(info.getContent(BERTags.SEQUENCE))));
        }
        if (type.equals(CMSObjectIdentifiers.authEnvelopedData)) {
            return authEnveloped(
                    new AuthEnvelopedDataParser((ASN1SequenceParser) required(info.getContent(BERTags.SEQUENCE))));
        }
        if (type.equals(CMSObjectIdentifiers.compressedData)) {
            return compressed(
                    new CompressedDataParser((ASN1SequenceParser) required(info.getContent(BERTags.SEQUENCE))));
        }
        return new CmsObject.Other(type);
    }

    private <T> T required(@org.jspecify.annotations.Nullable T read) throws SyntaxException {
        if (read == null) {
            throw new SyntaxException("a part of a CMS object", input.position());
        }
        return read;
    }

    private CmsObject signed(SignedDataParser data) throws IOException, SyntaxException {
        var algorithms = ASN1Set.getInstance(data.getDigestAlgorithms().toASN1Primitive());
        var encapsulated = data.getEncapContentInfo();
        var type = encapsulated.getContentType();
        var digests = new ContentDigests(identifiers(algorithms));
        var content = space.create();
        content.expect(expected);
        var octets = encapsulated.getContent(BERTags.OCTET_STRING);
        if (octets instanceof ASN1OctetStringParser stream) {
            copy(stream.getOctetStream(), content, digests);
        } else if (octets != null) {
            // PKCS #7 §7: a content that is no octet string; nothing of S/MIME has one
            throw new SyntaxException("content as octets", input.position());
        }
        content.close();
        var certificates = set(data.getCertificates());
        var crls = set(data.getCrls());
        var signers = required(set(data.getSignerInfos()));
        var structure = new SignedData(algorithms, new ContentInfo(type, null), certificates, crls, signers);
        return new CmsObject.Signed(structure, octets != null, content, digests);
    }

    private static @org.jspecify.annotations.Nullable ASN1Set set(
            @org.jspecify.annotations.Nullable ASN1SetParser parser) {
        return parser == null ? null : ASN1Set.getInstance(parser.toASN1Primitive());
    }

    static List<ASN1ObjectIdentifier> identifiers(ASN1Set algorithms) {
        var found = new ArrayList<ASN1ObjectIdentifier>();
        for (ASN1Encodable algorithm : algorithms) {
            found.add(AlgorithmIdentifier.getInstance(algorithm).getAlgorithm());
        }
        return found;
    }

    private CmsObject enveloped(EnvelopedDataParser data) throws IOException, SyntaxException {
        // the originator's certificates are of no use to a reader, yet stand before the recipients
        var _ = data.getOriginatorInfo();
        var recipients = recipients(data.getRecipientInfos());
        var content = data.getEncryptedContentInfo();
        var ciphertext = ciphertext(content);
        ciphertext.close();
        return new CmsObject.Enveloped(
                false, recipients, content.getContentEncryptionAlgorithm(), ciphertext, 0, new byte[0]);
    }

    private CmsObject authEnveloped(AuthEnvelopedDataParser data) throws IOException, SyntaxException {
        var _ = data.getOriginatorInfo();
        var recipients = recipients(data.getRecipientInfos());
        var content = data.getAuthEncryptedContentInfo();
        var ciphertext = ciphertext(content);
        var attributes = set(data.getAuthAttrs());
        // RFC 5083 §2.2: what is authenticated is the DER of the set, with the tag of a set
        byte[] associated = attributes == null ? new byte[0] : new DERSet(attributes.toArray()).getEncoded("DER");
        byte[] mac = data.getMac().getOctets();
        ciphertext.write(mac);
        ciphertext.close();
        return new CmsObject.Enveloped(
                true, recipients, content.getContentEncryptionAlgorithm(), ciphertext, mac.length, associated);
    }

    private List<RecipientInfo> recipients(ASN1SetParser parser) throws IOException, SyntaxException {
        var all = new ArrayList<RecipientInfo>();
        for (ASN1Encodable one = parser.readObject(); one != null; one = parser.readObject()) {
            if (all.size() == limits.recipients()) {
                throw new LimitException();
            }
            all.add(RecipientInfo.getInstance(one.toASN1Primitive()));
        }
        return all;
    }

    private Scratch ciphertext(EncryptedContentInfoParser content) throws IOException, SyntaxException {
        var ciphertext = space.create();
        ciphertext.expect(expected);
        var octets = required(content.getEncryptedContent(BERTags.OCTET_STRING));
        copy(((ASN1OctetStringParser) octets).getOctetStream(), ciphertext, OutputStream.nullOutputStream());
        return ciphertext;
    }

    private CmsObject compressed(CompressedDataParser data) throws IOException, SyntaxException {
        var content = required(data.getEncapContentInfo().getContent(BERTags.OCTET_STRING));
        var stream = ((ASN1OctetStringParser) content).getOctetStream();
        input.boundFromHere(limits.contentOctets());
        return new CmsObject.Compressed(Compression.expand(stream, space.create(), limits));
    }

    /** The content has its own bound; what comes behind it has the structure's again. */
    private void copy(InputStream from, Scratch to, OutputStream beside) throws IOException {
        input.raiseBound(limits.contentOctets());
        byte[] block = new byte[64 * 1024];
        for (int count = from.read(block); count >= 0; count = from.read(block)) {
            if (to.size() + count > limits.contentOctets()) {
                throw new LimitException();
            }
            to.write(block, 0, count);
            beside.write(block, 0, count);
        }
        input.boundFromHere(limits.structureOctets());
    }
}
