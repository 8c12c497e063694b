package chancery.smime;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mime.Corpora;
import chancery.mime.MimeSource;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.jcajce.interfaces.MLDSAPrivateKey;
import org.junit.jupiter.api.Test;

/**
 * ML-DSA by two programs that know nothing of each other: ours by Bouncy Castle, and the Java platform's own, which knows
 * the pure mode without a context, the only one that CMS has. The platform gets signed attributes, key and signature as
 * they lie in the object.
 */
class MlDsaTest {
    private static final Instant AT = Instant.parse("2026-11-20T00:00:00Z");

    // RFC 9881 §C.1: the keys of all examples are made from one seed
    private static final byte[] SEED = seed();

    private static byte[] seed() {
        byte[] seed = new byte[32];
        for (int i = 0; i < seed.length; i++) {
            seed[i] = (byte) i;
        }
        return seed;
    }

    private static KeyPair exampleKey(String algorithm) throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance(algorithm, "SUN");
        generator.initialize(-1, new SecureRandom() {
            private static final long serialVersionUID = 1L;

            @Override
            public void nextBytes(byte[] octets) {
                assertThat(octets).hasSameSizeAs(SEED);
                System.arraycopy(SEED, 0, octets, 0, octets.length);
            }
        });
        return generator.generateKeyPair();
    }

    private static boolean platformVerifies(PublicKey key, byte[] octets, byte[] signature)
            throws GeneralSecurityException {
        var verifier = java.security.Signature.getInstance("ML-DSA", "SUN");
        verifier.initVerify(key);
        verifier.update(octets);
        try {
            return verifier.verify(signature);
        } catch (SignatureException e) {
            // what no signature can look like
            return false;
        }
    }

    private static SignedData signedData(byte[] cms) {
        return SignedData.getInstance(ContentInfo.getInstance(cms).getContent());
    }

    private static SignerInfo signer(SignedData data) {
        return SignerInfo.getInstance(data.getSignerInfos().getObjectAt(0));
    }

    /** RFC 5652 §5.4: the digest is that of the content, and the attributes are signed as a SET OF in DER. */
    private static String platform(byte[] cms, Optional<byte[]> detached, PublicKey key) throws Exception {
        var data = signedData(cms);
        var signer = signer(data);
        byte[] content = detached.orElseGet(
                () -> ASN1OctetString.getInstance(data.getEncapContentInfo().getContent())
                        .getOctets());
        var attributes = new AttributeTable(signer.getAuthenticatedAttributes());
        byte[] digest = ASN1OctetString.getInstance(attributes
                        .get(CMSAttributes.messageDigest)
                        .getAttrValues()
                        .getObjectAt(0))
                .getOctets();
        String hash = signer.getDigestAlgorithm().getAlgorithm().getId().endsWith(".3") ? "SHA-512" : "SHA-256";
        if (!Arrays.equals(MessageDigest.getInstance(hash).digest(content), digest)) {
            return "another content";
        }
        byte[] signed = signer.getAuthenticatedAttributes().getEncoded("DER");
        boolean holds =
                platformVerifies(key, signed, signer.getEncryptedDigest().getOctets());
        return holds ? "holds" : "does not hold";
    }

    private static String ours(byte[] cms, List<Certificate> known) throws Exception {
        try (var space = ScratchSpace.standard()) {
            var read = (CmsObject.Signed)
                    CmsReader.read(new ByteArrayInputStream(cms), cms.length, space, SmimeLimits.STANDARD);
            var trust = new TrustEvaluator(known, known, AlgorithmPolicy.OF_2026, RevocationCheck.none());
            var verifier = new SignatureVerifier(trust, AlgorithmPolicy.OF_2026, SmimeLimits.STANDARD, AT, List.of());
            var layer = verifier.verify(read.structure(), read.digests(), false);
            return Verdicts.layer(layer) + "\t" + Verdicts.signers(List.of(layer));
        }
    }

    /** The certificate is not in the file: one with the name and number that the signer gives, made by the platform. */
    private static Certificate certificate(byte[] cms, KeyPair pair) throws Exception {
        var named = IssuerAndSerialNumber.getInstance(
                signer(signedData(cms)).getSID().getId());
        var key = SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded());
        var generator = new V3TBSCertificateGenerator();
        generator.setSerialNumber(named.getSerialNumber());
        generator.setIssuer(named.getName());
        generator.setSubject(named.getName());
        generator.setStartDate(new Time(Date.from(AT.minusSeconds(60))));
        generator.setEndDate(new Time(Date.from(AT.plusSeconds(60))));
        generator.setSignature(key.getAlgorithm());
        generator.setSubjectPublicKeyInfo(key);
        var body = generator.generateTBSCertificate();
        var signing = java.security.Signature.getInstance("ML-DSA", "SUN");
        signing.initSign(pair.getPrivate());
        signing.update(body.getEncoded("DER"));
        var whole = new ASN1EncodableVector();
        whole.add(body);
        whole.add(key.getAlgorithm());
        whole.add(new DERBitString(signing.sign()));
        return Certificate.ofDer(new DERSequence(whole).getEncoded());
    }

    private static Map<String, byte[]> files() throws Exception {
        var files = new LinkedHashMap<String, byte[]>();
        for (Path file : Corpora.files(Corpora.folder("pki-pkits-bc").resolve("pkix/cms/mldsa"), ".pem")) {
            files.put(
                    file.getFileName().toString(),
                    Pem.read(Files.readAllBytes(file)).getFirst().der());
        }
        return files;
    }

    private static String algorithm(String file) {
        return file.replaceAll("SignedData_(.*)\\.pem", "$1");
    }

    @Test
    void everyFile() throws Exception {
        var found = new LinkedHashMap<String, String>();
        for (var file : files().entrySet()) {
            var pair = exampleKey(algorithm(file.getKey()));
            var certificate = certificate(file.getValue(), pair);
            found.put(
                    file.getKey(),
                    ours(file.getValue(), List.of(certificate)) + "\tRFC 9881 appendix C, Java's own ML-DSA: "
                            + platform(file.getValue(), Optional.empty(), pair.getPublic()));
        }
        Corpora.report("samples-mldsa.tsv", found);
        var expected = new LinkedHashMap<String, String>();
        for (String[] row : Corpora.table(MlDsaTest.class, "samples-mldsa.tsv")) {
            expected.put(row[0], row[2] + "\t" + row[3] + "\t" + row[OpenSslColumns.EVIDENCE]);
        }
        assertThat(found).containsExactlyInAnyOrderEntriesOf(expected);
    }

    @Test
    void withoutTheCertificateNothingIsSaid() throws Exception {
        for (var file : files().entrySet()) {
            assertThat(ours(file.getValue(), List.of()))
                    .as(file.getKey())
                    .startsWith("opaque [unknown: the signer's certificate is not there");
        }
    }

    @Test
    void oneOctetChangedIsSeenByBoth() throws Exception {
        for (var file : files().entrySet()) {
            var pair = exampleKey(algorithm(file.getKey()));
            var known = List.of(certificate(file.getValue(), pair));
            var signer = signer(signedData(file.getValue()));
            byte[] text = "signed-data example".getBytes(StandardCharsets.US_ASCII);
            byte[] attribute = signer.getAuthenticatedAttributes()
                    .getObjectAt(1)
                    .toASN1Primitive()
                    .getEncoded();

            byte[] content = changed(file.getValue(), text);
            assertThat(platform(content, Optional.empty(), pair.getPublic())).isEqualTo("another content");
            assertThat(ours(content, known)).startsWith("opaque [BROKEN: the content was changed");

            byte[] digest =
                    changed(file.getValue(), Arrays.copyOfRange(attribute, attribute.length - 8, attribute.length));
            assertThat(platform(digest, Optional.empty(), pair.getPublic())).isEqualTo("another content");
            assertThat(ours(digest, known)).startsWith("opaque [BROKEN: ");

            byte[] octets = signer.getEncryptedDigest().getOctets();
            for (int at : new int[] {0, octets.length / 2, octets.length - 1}) {
                byte[] signature = file.getValue().clone();
                signature[signature.length - octets.length + at] ^= 1;
                assertThat(platform(signature, Optional.empty(), pair.getPublic()))
                        .isEqualTo("does not hold");
                assertThat(ours(signature, known))
                        .startsWith("opaque [BROKEN: it was not made by the key of the certificate");
            }
        }
    }

    /** The object with one bit turned in the first octet of a piece that occurs in it once. */
    private static byte[] changed(byte[] whole, byte[] piece) {
        byte[] changed = whole.clone();
        for (int at = 0; at + piece.length <= whole.length; at++) {
            if (Arrays.equals(whole, at, at + piece.length, piece, 0, piece.length)) {
                changed[at] ^= 1;
                return changed;
            }
        }
        throw new IllegalArgumentException("not found");
    }

    // RFC 9881 §6: a private key is a seed, its expansion, or both
    @Test
    void bothMakeTheSameKeyOfASeedInEachForm() throws Exception {
        for (String algorithm : List.of("ML-DSA-44", "ML-DSA-65", "ML-DSA-87")) {
            var pair = exampleKey(algorithm);
            var identifier = SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded())
                    .getAlgorithm();
            var seed = new DEROctetString(SEED);
            var expanded = new DEROctetString(((MLDSAPrivateKey)
                            IdentityReader.privateKey(pair.getPrivate().getEncoded()))
                    .getPrivateData());
            for (var form : List.of(
                    new DERTaggedObject(false, 0, seed), expanded, new DERSequence(new DEROctetString[] {seed, expanded
                    }))) {
                var key =
                        (MLDSAPrivateKey) IdentityReader.privateKey(new PrivateKeyInfo(identifier, form).getEncoded());
                assertThat(key.getPublicKey().getEncoded())
                        .as(algorithm)
                        .isEqualTo(pair.getPublic().getEncoded());
            }
        }
    }

    @Test
    void thePlatformVerifiesOurs() throws Exception {
        var authority = People.MAKER.authority("Example Authority", KeyKind.ML_DSA_65);
        var alice = People.MAKER.issue(authority, People.address("alice@example.com"), KeyKind.ML_DSA_65);
        byte[] entity = "Content-Type: text/plain\r\n\r\nx\r\n".getBytes(StandardCharsets.US_ASCII);
        byte[] cms = new SignedWriter(alice, false, List.of(), People.NOW)
                .detached(new Canonical(MimeSource.of(entity)), java.io.OutputStream.nullOutputStream());

        assertThat(platform(cms, Optional.of(entity), platformKey(alice))).isEqualTo("holds");
        for (Certificate certificate : List.of(alice.certificate(), authority.certificate())) {
            byte[] body =
                    certificate.holder().toASN1Structure().getTBSCertificate().getEncoded("DER");
            byte[] signature = certificate.holder().getSignature();
            assertThat(platformVerifies(platformKey(authority), body, signature))
                    .isTrue();
            body[body.length / 2] ^= 1;
            assertThat(platformVerifies(platformKey(authority), body, signature))
                    .isFalse();
        }
    }

    private static PublicKey platformKey(Identity identity) throws Exception {
        byte[] key = identity.certificate().holder().getSubjectPublicKeyInfo().getEncoded();
        return KeyFactory.getInstance("ML-DSA", "SUN").generatePublic(new X509EncodedKeySpec(key));
    }
}
