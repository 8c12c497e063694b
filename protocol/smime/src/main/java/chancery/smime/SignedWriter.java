package chancery.smime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedDataStreamGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.TeeOutputStream;

/** Writes SignedData (RFC 5652 §5.1) with the attributes that S/MIME asks for (RFC 8551 §2.5). */
final class SignedWriter {
    private static final int SEGMENT = 16 * 1024;

    private final Identity signer;
    private final SigningAlgorithm algorithm;
    private final List<Certificate> others;
    private final Instant time;

    /** @param others further certificates to send along, such as the signer's for encryption */
    SignedWriter(Identity signer, boolean pss, List<Certificate> others, Instant time) throws GeneralSecurityException {
        this.signer = signer;
        this.algorithm = SigningAlgorithm.of(signer.certificate(), pss);
        this.others = List.copyOf(others);
        this.time = time;
    }

    String micalg() {
        return algorithm.micalg();
    }

    /** Writes a content as it is, and returns its signature. */
    byte[] detached(Canonical content, OutputStream out) throws GeneralSecurityException, IOException {
        var signature = new ByteArrayOutputStream();
        try (OutputStream hashed = open(signature, false)) {
            content.writeTo(new TeeOutputStream(hashed, out));
        }
        return signature.toByteArray();
    }

    /** The content with its signature. */
    void opaque(Canonical content, OutputStream out) throws GeneralSecurityException, IOException {
        try (OutputStream hashed = open(out, true)) {
            content.writeTo(hashed);
        }
    }

    private OutputStream open(OutputStream out, boolean encapsulate) throws GeneralSecurityException, IOException {
        try {
            var generator = generator();
            generator.setBufferSize(SEGMENT);
            return generator.open(out, encapsulate);
        } catch (OperatorCreationException | CMSException e) {
            throw new GeneralSecurityException("cannot sign as " + signer.certificate(), e);
        }
    }

    private CMSSignedDataStreamGenerator generator()
            throws OperatorCreationException, CMSException, IOException, GeneralSecurityException {
        var generator = new CMSSignedDataStreamGenerator();
        generator.addSignerInfoGenerator(new JcaSignerInfoGeneratorBuilder(Crypto.digests())
                .setContentDigest(algorithm.hash())
                .setSignedAttributeGenerator(new DefaultSignedAttributeTableGenerator(attributes()))
                .build(signature(), signer.certificate().holder()));
        var certificates = new java.util.LinkedHashSet<java.security.cert.X509Certificate>();
        certificates.add(signer.certificate().x509());
        others.forEach(c -> certificates.add(c.x509()));
        // RFC 8551 §2.3: the chain, without an authority that the reader has to know anyhow
        signer.chain().stream().filter(c -> !c.isSelfSigned()).forEach(c -> certificates.add(c.x509()));
        generator.addCertificates(new JcaCertStore(certificates));
        return generator;
    }

    private ContentSigner signature() throws OperatorCreationException, IOException {
        var builder = new JcaContentSignerBuilder(algorithm.name());
        var fast = algorithm.isOfPlatform() ? PlatformKeys.of(signer.key()) : Optional.<PrivateKey>empty();
        return fast.isPresent()
                ? builder.build(fast.get())
                : builder.setProvider(Crypto.BC).build(KeyPairs.ofBouncyCastle(signer.key()));
    }

    private AttributeTable attributes() throws GeneralSecurityException {
        var all = new ASN1EncodableVector();
        all.add(new Attribute(CMSAttributes.signingTime, new DERSet(new Time(Date.from(time)))));
        all.add(Capabilities.OWN.attribute());
        byte[] hash = java.security.MessageDigest.getInstance("SHA-256")
                .digest(signer.certificate().der());
        all.add(new Attribute(
                PKCSObjectIdentifiers.id_aa_signingCertificateV2,
                new DERSet(new SigningCertificateV2(new ESSCertIDv2(hash)))));
        return new AttributeTable(all);
    }
}
