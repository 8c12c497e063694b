package chancery.smime;

import chancery.mail.SyntaxException;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.SingleResp;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;

/** One question to an OCSP responder, and the reading of its answer (RFC 6960 §4). */
final class OcspQuestion {
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(10);
    /** How long an answer counts that does not say so itself. */
    private static final Duration WITHOUT_NEXT_UPDATE = Duration.ofDays(1);

    // RFC 9654 §2.1
    private static final int NONCE_OCTETS = 32;

    private final Certificate issuer;
    private final AlgorithmPolicy policy;
    private final CertificateID id;
    private final byte[] nonce = new byte[NONCE_OCTETS];

    OcspQuestion(Certificate certificate, Certificate issuer, AlgorithmPolicy policy) throws SyntaxException {
        this.issuer = issuer;
        this.policy = policy;
        Crypto.RANDOM.nextBytes(nonce);
        // RFC 6960 §4.1.1: SHA-1 only names the issuer here, and is what responders index by
        this.id = Asn1.read(
                "an OCSP question",
                () -> new CertificateID(
                        Crypto.digests().get(new AlgorithmIdentifier(OIWObjectIdentifiers.idSHA1)),
                        issuer.holder(),
                        certificate.serialNumber()));
    }

    byte[] request() throws SyntaxException {
        return Asn1.read(
                "an OCSP question",
                () -> new OCSPReqBuilder()
                        .addRequest(id)
                        .setRequestExtensions(new Extensions(new Extension(
                                OCSPObjectIdentifiers.id_pkix_ocsp_nonce,
                                false,
                                new DEROctetString(nonce).getEncoded())))
                        .build()
                        .getEncoded());
    }

    /** An answer that is not current, not about this certificate or not signed as it must be is unknown. */
    RevocationStatus read(byte[] octets, Instant at, String source) throws SyntaxException {
        return Asn1.read("an OCSP answer", () -> {
            var response = new OCSPResp(octets);
            if (response.getStatus() != OCSPResp.SUCCESSFUL
                    || !(response.getResponseObject() instanceof BasicOCSPResp basic)) {
                return new RevocationStatus.Unknown("the OCSP responder gave no answer");
            }
            if (policy.statement(basic.getSignatureAlgorithmID(), at) instanceof AlgorithmPolicy.Verdict.Weak weak) {
                return new RevocationStatus.Unknown("an OCSP answer that does not count: " + weak.reason());
            }
            if (!isAuthentic(basic, at)) {
                return new RevocationStatus.Unknown("an OCSP answer by somebody who may not answer");
            }
            if (!isToThis(basic)) {
                return new RevocationStatus.Unknown("an OCSP answer to another question");
            }
            for (SingleResp single : basic.getResponses()) {
                if (isAboutIt(single) && isCurrent(single, at)) {
                    return status(single, source);
                }
            }
            return new RevocationStatus.Unknown("no current OCSP answer about the certificate");
        });
    }

    // RFC 9654 §2.1: most responders sign their answers ahead and send no nonce; one that is sent must be ours
    private boolean isToThis(BasicOCSPResp basic) {
        var sent = basic.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce);
        return sent == null
                || Arrays.equals(
                        nonce,
                        ASN1OctetString.getInstance(sent.getParsedValue()).getOctets());
    }

    private boolean isAboutIt(SingleResp single) {
        var about = single.getCertID().toASN1Primitive();
        var asked = id.toASN1Primitive();
        return about.getSerialNumber().equals(asked.getSerialNumber())
                && about.getIssuerNameHash().equals(asked.getIssuerNameHash())
                && about.getIssuerKeyHash().equals(asked.getIssuerKeyHash());
    }

    private static boolean isCurrent(SingleResp single, Instant at) {
        var from = single.getThisUpdate().toInstant();
        var next = single.getNextUpdate();
        var until = next == null ? from.plus(WITHOUT_NEXT_UPDATE) : next.toInstant();
        return !until.plus(CLOCKS_DIFFER).isBefore(at);
    }

    private static RevocationStatus status(SingleResp single, String source) {
        var status = single.getCertStatus();
        if (status == null) {
            return new RevocationStatus.Good(source, single.getThisUpdate().toInstant());
        }
        if (status instanceof RevokedStatus revoked) {
            int reason = revoked.hasRevocationReason() ? revoked.getRevocationReason() : 0;
            return new RevocationStatus.Revoked(revoked.getRevocationTime().toInstant(), Crl.words(reason), source);
        }
        return new RevocationStatus.Unknown("the OCSP responder does not know the certificate");
    }

    // RFC 6960 §4.2.2.2: the issuer itself, or a certificate that the issuer made for this purpose
    private boolean isAuthentic(BasicOCSPResp basic, Instant at) throws Exception {
        var keys = new ArrayList<PublicKey>(List.of(issuer.publicKey()));
        for (var holder : basic.getCerts()) {
            var delegate = Certificate.of(holder);
            if (mayAnswer(delegate, at)) {
                keys.add(delegate.publicKey());
            }
        }
        for (PublicKey key : keys) {
            var verifier = new JcaContentVerifierProviderBuilder()
                    .setProvider(Crypto.BC)
                    .build(key);
            if (isSigned(verifier, basic)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSigned(org.bouncycastle.operator.ContentVerifierProvider verifier, BasicOCSPResp basic) {
        try {
            return basic.isSignatureValid(verifier);
        } catch (org.bouncycastle.cert.ocsp.OCSPException | RuntimeException e) {
            // a key of another kind than the signature's
            return false;
        }
    }

    private boolean mayAnswer(Certificate delegate, Instant at) {
        var usage = delegate.holder().getExtensions() == null
                ? null
                : ExtendedKeyUsage.fromExtensions(delegate.holder().getExtensions());
        try {
            delegate.x509().verify(issuer.x509().getPublicKey());
        } catch (java.security.GeneralSecurityException e) {
            return false;
        }
        return policy.certificate(delegate, issuer, at) instanceof AlgorithmPolicy.Verdict.Acceptable
                && usage != null
                && usage.hasKeyPurposeId(KeyPurposeId.id_kp_OCSPSigning)
                && delegate.issuerName().equals(issuer.subjectName())
                && !at.isBefore(delegate.notBefore())
                && !at.isAfter(delegate.notAfter());
    }
}
