package chancery.tlspolicy;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/** Names in a certificate against names that are acceptable (RFC 7672 §3.2.3). */
final class CertificateNames {
    private static final int DNS_NAME = 2;

    private CertificateNames() {}

    static boolean anyOf(Set<String> acceptable, X509Certificate certificate) {
        var presented = presented(certificate);
        return acceptable.stream()
                .anyMatch(name -> presented.stream().anyMatch(p -> matches(p, name.toLowerCase(Locale.ROOT))));
    }

    /** The subject's common name counts only where no alternative name is a DNS name. */
    private static List<String> presented(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        try {
            var alternatives = certificate.getSubjectAlternativeNames();
            if (alternatives != null) {
                for (List<?> name : alternatives) {
                    if (name.get(0) instanceof Integer type && type == DNS_NAME && name.get(1) instanceof String text) {
                        names.add(text.toLowerCase(Locale.ROOT));
                    }
                }
            }
        } catch (CertificateParsingException malformed) {
            return List.of();
        }
        return names.isEmpty() ? commonName(certificate) : names;
    }

    private static List<String> commonName(X509Certificate certificate) {
        try {
            var subject = new LdapName(certificate.getSubjectX500Principal().getName());
            return subject.getRdns().stream()
                    .filter(rdn -> rdn.getType().equalsIgnoreCase("CN"))
                    .map(rdn -> rdn.getValue().toString().toLowerCase(Locale.ROOT))
                    .toList();
        } catch (InvalidNameException e) {
            return List.of();
        }
    }

    private static boolean matches(String presented, String wanted) {
        if (!presented.startsWith("*.")) {
            return presented.equals(wanted);
        }
        int dot = wanted.indexOf('.');
        return dot > 0 && wanted.substring(dot).equals(presented.substring(1));
    }
}
