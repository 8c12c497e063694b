package chancery.smime;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXReason;
import java.security.cert.TrustAnchor;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Set;

/** Checks a path by the rules of RFC 5280 §6.1, revocation apart. */
final class PathValidator {
    private PathValidator() {}

    /** What came of it. */
    sealed interface Result {
        record Valid() implements Result {}

        record Invalid(Trust trust) implements Result {}
    }

    /** @param path from the certificate to the trusted authority */
    static Result validate(List<Certificate> path, PathSettings settings, Instant at) {
        // RFC 5280 §6.1.1: an authority's own validity is no part of the path; to trust it longer is nobody's wish
        var first = Collections.min(path, Comparator.comparing(Certificate::notAfter));
        if (!at.isAfter(first.notAfter())) {
            return check(path, settings, at);
        }
        // anybody can forge a certificate that looks old: only one that counted until its last moment has expired
        return switch (check(path, settings, first.notAfter())) {
            case Result.Invalid(Trust.Unverified worth)
            when worth.cause() == Trust.Cause.NOT_YET_VALID ->
                new Result.Invalid(new Trust.Unverified(
                        Trust.Cause.INVALID_PATH, "there was no time at which all of the path counted"));
            case Result.Invalid invalid -> invalid;
            case Result.Valid _ -> new Result.Invalid(new Trust.Expired(first, first.notAfter()));
        };
    }

    private static Result check(List<Certificate> path, PathSettings settings, Instant at) {
        var authority = path.getLast();
        try {
            var below = path.size() == 1 ? path : path.subList(0, path.size() - 1);
            var certificates = below.stream().map(Certificate::x509).toList();
            var parameters = new PKIXParameters(Set.of(new TrustAnchor(authority.x509(), null)));
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(at));
            parameters.setInitialPolicies(settings.policies());
            parameters.setExplicitPolicyRequired(settings.explicitPolicyRequired());
            parameters.setPolicyMappingInhibited(settings.mappingInhibited());
            parameters.setAnyPolicyInhibited(settings.anyPolicyInhibited());
            CertPathValidator.getInstance("PKIX")
                    .validate(CertificateFactory.getInstance("X.509").generateCertPath(certificates), parameters);
            return MailboxConstraints.outside(path)
                    .<Result>map(c -> new Result.Invalid(invalid(PKIXReason.INVALID_NAME, c)))
                    .orElseGet(Result.Valid::new);
        } catch (CertPathValidatorException e) {
            int index = e.getIndex() < 0 ? 0 : Math.min(e.getIndex(), path.size() - 1);
            return new Result.Invalid(trust(e, path.get(index)));
        } catch (GeneralSecurityException | RuntimeException e) {
            return new Result.Invalid(new Trust.Unverified(Trust.Cause.INVALID_PATH, "a path that cannot be read"));
        }
    }

    private static Trust trust(CertPathValidatorException e, Certificate certificate) {
        var reason = e.getReason();
        if (reason == CertPathValidatorException.BasicReason.EXPIRED) {
            return new Trust.Expired(certificate, certificate.notAfter());
        }
        if (reason == CertPathValidatorException.BasicReason.NOT_YET_VALID) {
            return new Trust.Unverified(
                    Trust.Cause.NOT_YET_VALID, certificate.subject() + " counts from " + certificate.notBefore());
        }
        if (reason == CertPathValidatorException.BasicReason.ALGORITHM_CONSTRAINED) {
            return new Trust.Unverified(Trust.Cause.WEAK_ALGORITHM, "an algorithm that the platform does not take");
        }
        return invalid(reason, certificate);
    }

    private static Trust invalid(CertPathValidatorException.Reason reason, Certificate certificate) {
        return new Trust.Unverified(Trust.Cause.INVALID_PATH, words(reason) + " (" + certificate.subject() + ")");
    }

    private static String words(CertPathValidatorException.Reason reason) {
        return switch (reason) {
            case PKIXReason.NAME_CHAINING -> "subject and issuer are different names";
            case PKIXReason.INVALID_KEY_USAGE -> "a key that may not sign certificates";
            case PKIXReason.INVALID_POLICY -> "a policy that is not among the acceptable ones";
            case PKIXReason.NO_TRUST_ANCHOR -> "no trusted authority";
            case PKIXReason.UNRECOGNIZED_CRIT_EXT -> "a critical extension that is not known";
            case PKIXReason.NOT_CA_CERT -> "an issuer that is no authority";
            case PKIXReason.PATH_TOO_LONG -> "a path that is too long";
            case PKIXReason.INVALID_NAME -> "a name outside the constraints";
            case CertPathValidatorException.BasicReason.INVALID_SIGNATURE -> "a signature that does not hold";
            default -> "a rule of certificate paths is broken";
        };
    }
}
