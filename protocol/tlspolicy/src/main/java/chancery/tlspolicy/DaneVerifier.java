package chancery.tlspolicy;

import chancery.net.TlsaRecord;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Checks a certificate chain against TLSA records (RFC 7672 §3). Of several records one match is enough, which is what
 * makes a change of keys possible (RFC 7671 §8.1).
 */
public final class DaneVerifier {
    private static final List<String> SERVER_PURPOSES = List.of("1.3.6.1.5.5.7.3.1", "2.5.29.37.0");
    private static final int MAX_CHAIN = 16;

    private final InstantSource clock;

    public DaneVerifier(InstantSource clock) {
        this.clock = clock;
    }

    /** @param chain as the host sent it, its own certificate first */
    public DaneVerdict verify(TlsPolicy.Dane policy, List<X509Certificate> chain) {
        if (!policy.authenticates()) {
            return new DaneVerdict.Unauthenticated();
        }
        if (chain.isEmpty() || chain.size() > MAX_CHAIN) {
            return new DaneVerdict.Mismatch(TlsResultType.VALIDATION_FAILURE, "1 to 16 certificates are wanted");
        }
        DaneVerdict worst = new DaneVerdict.Mismatch(
                TlsResultType.TLSA_INVALID,
                "no certificate matches any of " + policy.usable().size() + " records");
        for (TlsaRecord r : policy.usable()) {
            var verdict = r.usage() == TlsaRecords.DANE_EE
                    ? endEntity(r, chain, worst)
                    : trustAnchor(r, chain, policy.names(), worst);
            if (verdict instanceof DaneVerdict.Authenticated) {
                return verdict;
            }
            worst = verdict;
        }
        return worst;
    }

    /** RFC 7671 §5.1: neither names nor dates nor the rest of the chain matter; the record binds the key. */
    private static DaneVerdict endEntity(TlsaRecord r, List<X509Certificate> chain, DaneVerdict otherwise) {
        return TlsaRecords.matches(r, chain.getFirst()) ? new DaneVerdict.Authenticated(r, 0) : otherwise;
    }

    /** RFC 7671 §5.2: the record names an authority; dates, purposes and names below it count as usual. */
    private DaneVerdict trustAnchor(
            TlsaRecord r, List<X509Certificate> chain, Set<String> names, DaneVerdict otherwise) {
        DaneVerdict result = otherwise;
        for (int depth = 1; depth <= chain.size(); depth++) {
            var anchor = depth < chain.size() && TlsaRecords.matches(r, chain.get(depth))
                    ? Optional.of(new TrustAnchor(chain.get(depth), null))
                    : carried(r, chain.get(depth - 1));
            if (anchor.isPresent()) {
                result = below(anchor.get(), chain.subList(0, depth), names)
                        .<DaneVerdict>map(failure -> failure)
                        .orElse(new DaneVerdict.Authenticated(r, depth));
                if (result instanceof DaneVerdict.Authenticated) {
                    return result;
                }
            }
        }
        return result;
    }

    // RFC 7671 §5.2.2, §5.2.3: a record that carries the authority whole works without the authority's certificate
    private static Optional<TrustAnchor> carried(TlsaRecord r, X509Certificate last) {
        if (r.matchingType() != TlsaRecords.FULL) {
            return Optional.empty();
        }
        if (r.selector() == TlsaRecords.CERTIFICATE) {
            return TlsaRecords.certificate(r)
                    .filter(c -> c.getSubjectX500Principal().equals(last.getIssuerX500Principal()))
                    .map(c -> new TrustAnchor(c, null));
        }
        return TlsaRecords.key(r).map(key -> new TrustAnchor(last.getIssuerX500Principal(), key, null));
    }

    private Optional<DaneVerdict.Mismatch> below(TrustAnchor anchor, List<X509Certificate> path, Set<String> names) {
        try {
            var authority = anchor.getTrustedCert();
            var now = Date.from(clock.instant());
            if (authority != null) {
                authority.checkValidity(now);
                if (authority.getBasicConstraints() < 0) {
                    return failure(TlsResultType.CERTIFICATE_NOT_TRUSTED, "the named authority is none");
                }
            }
            var parameters = new PKIXParameters(Set.of(anchor));
            parameters.setRevocationEnabled(false);
            parameters.setDate(now);
            CertPathValidator.getInstance("PKIX")
                    .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
            return named(path.getFirst(), names);
        } catch (CertificateExpiredException | CertificateNotYetValidException e) {
            return failure(TlsResultType.CERTIFICATE_EXPIRED, "the authority's certificate is out of date");
        } catch (CertPathValidatorException e) {
            boolean expired = e.getReason() == CertPathValidatorException.BasicReason.EXPIRED
                    || e.getReason() == CertPathValidatorException.BasicReason.NOT_YET_VALID;
            return expired
                    ? failure(TlsResultType.CERTIFICATE_EXPIRED, "a certificate is out of date")
                    : failure(TlsResultType.CERTIFICATE_NOT_TRUSTED, "the chain does not lead to the named authority");
        } catch (GeneralSecurityException e) {
            return failure(TlsResultType.VALIDATION_FAILURE, "the chain cannot be checked");
        }
    }

    private static Optional<DaneVerdict.Mismatch> named(X509Certificate own, Set<String> names)
            throws CertificateException {
        var purposes = own.getExtendedKeyUsage();
        if (purposes != null && purposes.stream().noneMatch(SERVER_PURPOSES::contains)) {
            return failure(TlsResultType.CERTIFICATE_NOT_TRUSTED, "the certificate is not for servers");
        }
        return CertificateNames.anyOf(names, own)
                ? Optional.empty()
                : failure(TlsResultType.CERTIFICATE_HOST_MISMATCH, "the certificate names none of " + names);
    }

    private static Optional<DaneVerdict.Mismatch> failure(TlsResultType result, String why) {
        return Optional.of(new DaneVerdict.Mismatch(result, why));
    }

    /** A mismatch in the middle of a handshake. */
    public static final class MismatchException extends CertificateException {
        private static final long serialVersionUID = 1L;
        private final transient DaneVerdict.Mismatch verdict;

        MismatchException(DaneVerdict.Mismatch verdict) {
            super("DANE: " + verdict.why());
            this.verdict = verdict;
        }

        public DaneVerdict.Mismatch verdict() {
            return verdict;
        }
    }

    /**
     * Ends the handshake by a {@link MismatchException} unless the chain matches, so that not a word of the mail is said
     * before.
     */
    public X509ExtendedTrustManager during(TlsPolicy.Dane policy) {
        return new DaneTrust(this, policy);
    }
}
