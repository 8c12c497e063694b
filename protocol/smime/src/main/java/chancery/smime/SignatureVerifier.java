package chancery.smime;

import chancery.mail.EmailAddress;
import chancery.mail.SyntaxException;
import chancery.mime.CrlfOutput;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.ess.SigningCertificate;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignerDigestMismatchException;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.SignerInformationVerifier;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;

/** Verifies the signatures of one layer over a content that is already hashed. */
final class SignatureVerifier {
    private final TrustEvaluator trust;
    private final AlgorithmPolicy policy;
    private final SmimeLimits limits;
    private final Instant at;
    private final List<EmailAddress> authors;

    SignatureVerifier(
            TrustEvaluator trust, AlgorithmPolicy policy, SmimeLimits limits, Instant at, List<EmailAddress> authors) {
        this.trust = trust;
        this.policy = policy;
        this.limits = limits;
        this.at = at;
        this.authors = authors;
    }

    /** SignedData whose content stands elsewhere (RFC 8551 §3.5.3). */
    record Detached(SignedData structure, boolean hasOwnContent) {
        static Detached read(byte[] octets) throws SyntaxException {
            return Asn1.read("a detached signature", () -> {
                var info = ContentInfo.getInstance(octets);
                if (!info.getContentType().equals(CMSObjectIdentifiers.signedData)) {
                    throw new SyntaxException("signed data", 0);
                }
                var data = SignedData.getInstance(info.getContent());
                var own = data.getEncapContentInfo();
                var bare = new SignedData(
                        data.getDigestAlgorithms(),
                        new ContentInfo(own.getContentType(), null),
                        data.getCertificates(),
                        data.getCRLs(),
                        data.getSignerInfos());
                return new Detached(bare, own.getContent() != null);
            });
        }

        /** Every hash that the object or one of its signers names. */
        List<ASN1ObjectIdentifier> hashes() throws SyntaxException {
            return Asn1.read("hashes of signers", () -> {
                var all = new ArrayList<>(CmsReader.identifiers(structure.getDigestAlgorithms()));
                for (var signer : structure.getSignerInfos()) {
                    all.add(org.bouncycastle.asn1.cms.SignerInfo.getInstance(signer)
                            .getDigestAlgorithm()
                            .getAlgorithm());
                }
                return all;
            });
        }
    }

    /** The certificates that came along. */
    List<Certificate> certificates(SignedData structure) throws SyntaxException, LimitException {
        var set = structure.getCertificates();
        if (set != null && set.size() > limits.certificates()) {
            throw new LimitException();
        }
        return Asn1.read("certificates of a signature", () -> {
            var found = new ArrayList<Certificate>();
            var holders = new CMSSignedData(Map.of(), wrap(structure))
                    .getCertificates()
                    .getMatches(null);
            for (X509CertificateHolder holder : holders) {
                found.add(Certificate.of(holder));
            }
            return found;
        });
    }

    private static ContentInfo wrap(SignedData structure) {
        return new ContentInfo(CMSObjectIdentifiers.signedData, structure);
    }

    Layer.Signed verify(SignedData structure, ContentDigests content, boolean clear)
            throws SyntaxException, IOException {
        var certificates = certificates(structure);
        if (structure.getSignerInfos().size() > limits.signers()) {
            throw new LimitException();
        }
        var data = Asn1.read("signers", () -> new CMSSignedData(content.results(), wrap(structure)));
        var signers = Asn1.read("signers", () -> data.getSignerInfos().getSigners());
        List<X509CRLHolder> crls =
                Asn1.read("revocation lists", () -> List.copyOf(data.getCRLs().getMatches(null)));
        var signatures = new ArrayList<Signature>();
        for (SignerInformation signer : signers) {
            signatures.add(Asn1.read("a signer", () -> verify(signer, certificates, crls, content)));
        }
        return new Layer.Signed(clear, signatures, certificates);
    }

    private Signature verify(
            SignerInformation signer,
            List<Certificate> certificates,
            List<X509CRLHolder> crls,
            ContentDigests content) {
        var attributes = Optional.ofNullable(signer.getSignedAttributes());
        var certificate = find(signer, certificates);
        var match = certificate
                .map(c -> match(signer, c, content))
                .orElseGet(() -> new Signature.Match.Unknown("the signer's certificate is not there"));
        var algorithm = signer.toASN1Structure().getDigestEncryptionAlgorithm();
        var strength = certificate
                .map(c -> policy.signature(signer.getDigestAlgorithmID(), algorithm, c, at))
                .orElseGet(() -> new AlgorithmPolicy.Verdict.Weak("nothing is known of the key"));
        // path checks cost far more than a signature; an octet that does not match needs none
        Trust worth = certificate.isPresent() && match instanceof Signature.Match.Intact
                ? trust.evaluate(certificate.get(), TrustEvaluator.Use.SIGNING, certificates, crls, at)
                : new Trust.Unverified(Trust.Cause.NOT_EVALUATED, "the signature does not hold");
        return new Signature(
                match,
                certificate,
                worth,
                certificate.map(c -> AddressMatch.of(c, authors)).orElseGet(AddressMatch.NoAddress::new),
                describe(signer),
                strength,
                attributes.flatMap(SignatureVerifier::claimedTime),
                attributes.map(Capabilities::in).orElse(Capabilities.UNKNOWN));
    }

    private static String describe(SignerInformation signer) {
        String hash = Crypto.name(signer.getDigestAlgorithmID());
        String key = Crypto.name(new ASN1ObjectIdentifier(signer.getEncryptionAlgOID()));
        return hash + " with " + key;
    }

    private Optional<Certificate> find(SignerInformation signer, List<Certificate> certificates) {
        var all = new ArrayList<>(certificates);
        all.addAll(trust.known());
        return all.stream().filter(c -> signer.getSID().match(c.holder())).findFirst();
    }

    private static Optional<Instant> claimedTime(AttributeTable signed) {
        return Optional.ofNullable(signed.get(CMSAttributes.signingTime))
                .map(a -> Time.getInstance(a.getAttributeValues()[0]).getDate().toInstant());
    }

    private static Signature.Match match(SignerInformation signer, Certificate certificate, ContentDigests content) {
        var hash = signer.getDigestAlgorithmID().getAlgorithm();
        if (!content.results().containsKey(hash)) {
            return new Signature.Match.Unknown("the hash " + Crypto.name(hash) + " is not known");
        }
        if (signer.getSignedAttributes() == null && content.looksLikeAttributes()) {
            // without attributes the signature covers the content itself, which may be the attributes of another
            // message
            return new Signature.Match.Broken("the content is what another signature was made over");
        }
        if (!namesItsCertificate(signer, certificate)) {
            return new Signature.Match.Broken("it was made for another certificate");
        }
        try {
            var verifier = verifier(signer, certificate);
            return signer.verify(verifier) || verifyAsSent(signer, verifier)
                    ? new Signature.Match.Intact()
                    : new Signature.Match.Broken("it was not made by the key of the certificate");
        } catch (CMSSignerDigestMismatchException e) {
            return new Signature.Match.Broken("the content was changed");
        } catch (CMSException | OperatorCreationException e) {
            return new Signature.Match.Unknown("it cannot be checked: " + reason(e));
        } catch (RuntimeException e) {
            // Bouncy Castle meets a key whose parameters are its issuer's like that
            return new Signature.Match.Unknown("it cannot be checked: an incomplete key");
        } catch (SyntaxException e) {
            return new Signature.Match.Unknown("the key cannot be read");
        }
    }

    private static SignerInformationVerifier verifier(SignerInformation signer, Certificate certificate)
            throws OperatorCreationException, SyntaxException {
        var fast = PlatformKeys.SIGNATURES.contains(signer.getEncryptionAlgOID())
                ? PlatformKeys.of(certificate.holder().getSubjectPublicKeyInfo())
                : Optional.<PublicKey>empty();
        return fast.isPresent()
                ? new JcaSimpleSignerInfoVerifierBuilder().build(fast.get())
                : new JcaSimpleSignerInfoVerifierBuilder()
                        .setProvider(Crypto.BC)
                        .build(certificate.publicKey());
    }

    // RFC 5652 §5.4: the attributes are signed in DER. Some signers do not sort them, and sign what they send.
    private static boolean verifyAsSent(SignerInformation signer, SignerInformationVerifier verifier)
            throws OperatorCreationException {
        var attributes = signer.toASN1Structure().getAuthenticatedAttributes();
        if (attributes == null) {
            return false;
        }
        var info = signer.toASN1Structure();
        var check = verifier.getContentVerifier(info.getDigestEncryptionAlgorithm(), info.getDigestAlgorithm());
        try (var out = check.getOutputStream()) {
            out.write(attributes.getEncoded("DL"));
        } catch (IOException e) {
            return false;
        }
        return check.verify(signer.getSignature());
    }

    private static String reason(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    // RFC 5035 §3: a signer may name the certificate by its hash, so that no other one with the same key passes for it
    private static boolean namesItsCertificate(SignerInformation signer, Certificate certificate) {
        var attributes = signer.getSignedAttributes();
        if (attributes == null) {
            return true;
        }
        var named = attributes.get(PKCSObjectIdentifiers.id_aa_signingCertificateV2);
        // RFC 2634 §5.4: the older form, with SHA-1
        var old = attributes.get(PKCSObjectIdentifiers.id_aa_signingCertificate);
        return (named == null || isFirst(SigningCertificateV2.getInstance(value(named)), certificate))
                && (old == null || isFirst(SigningCertificate.getInstance(value(old)), certificate));
    }

    private static ASN1Encodable value(Attribute attribute) {
        return attribute.getAttributeValues()[0];
    }

    private static boolean isFirst(SigningCertificateV2 named, Certificate certificate) {
        var all = named.getCerts();
        return all.length > 0
                && hasHash(certificate, all[0].getHashAlgorithm().getAlgorithm().getId(), all[0].getCertHash());
    }

    private static boolean isFirst(SigningCertificate named, Certificate certificate) {
        var all = named.getCerts();
        return all.length > 0 && hasHash(certificate, Algorithms.SHA1, all[0].getCertHash());
    }

    private static boolean hasHash(Certificate certificate, String algorithm, byte[] hash) {
        try {
            return Arrays.equals(MessageDigest.getInstance(algorithm).digest(certificate.der()), hash);
        } catch (NoSuchAlgorithmException e) {
            return false;
        }
    }

    /** Hashes an entity as its signer saw it: as it is, and with the line ends of the canonical form. */
    static ContentDigests hash(InputStream in, List<ASN1ObjectIdentifier> hashes, boolean canonical)
            throws IOException {
        var digests = new ContentDigests(hashes);
        try (in) {
            in.transferTo(canonical ? new CrlfOutput(digests) : digests);
        }
        return digests;
    }
}
