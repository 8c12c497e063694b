package chancery.smime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;

/** Finds paths from a certificate to a trusted authority by name and key identifier, shortest first, within bounds. */
final class PathBuilder {
    private static final int LONGEST = 12;
    private static final int MOST_PATHS = 8;
    private static final int MOST_STEPS = 2_000;

    private final Set<Certificate> authorities;
    private final Set<Certificate> candidates;

    PathBuilder(List<Certificate> authorities, List<Certificate> candidates) {
        this.authorities = new LinkedHashSet<>(authorities);
        this.candidates = new LinkedHashSet<>(candidates);
    }

    /** Paths from the certificate to an authority, both included. Nothing about them is verified yet. */
    List<List<Certificate>> paths(Certificate certificate) {
        var found = new ArrayList<List<Certificate>>();
        if (authorities.contains(certificate)) {
            found.add(List.of(certificate));
        }
        var open = new ArrayList<List<Certificate>>();
        open.add(List.of(certificate));
        int steps = 0;
        for (int at = 0; at < open.size() && found.size() < MOST_PATHS; at++) {
            var path = open.get(at);
            for (Certificate authority : issuers(authorities, path)) {
                found.add(longer(path, authority));
            }
            if (path.size() < LONGEST) {
                for (Certificate issuer : issuers(candidates, path)) {
                    if (++steps > MOST_STEPS) {
                        return found;
                    }
                    if (!authorities.contains(issuer)) {
                        open.add(longer(path, issuer));
                    }
                }
            }
        }
        return found;
    }

    private static List<Certificate> longer(List<Certificate> path, Certificate next) {
        var longer = new ArrayList<>(path);
        longer.add(next);
        return List.copyOf(longer);
    }

    private static List<Certificate> issuers(Set<Certificate> among, List<Certificate> path) {
        var last = path.getLast();
        return among.stream()
                .filter(c -> c.subjectName().equals(last.issuerName()))
                .filter(c -> !path.contains(c))
                .filter(c -> mayBeKey(c, last))
                .toList();
    }

    // RFC 5280 §4.2.1.1: a hint; without it on both sides the signature decides
    private static boolean mayBeKey(Certificate issuer, Certificate issued) {
        var extension = issued.holder().getExtension(Extension.authorityKeyIdentifier);
        if (extension == null || issuer.subjectKeyIdentifier().isEmpty()) {
            return true;
        }
        var wanted =
                AuthorityKeyIdentifier.getInstance(extension.getParsedValue()).getKeyIdentifierOctets();
        return wanted == null
                || Arrays.equals(wanted, issuer.subjectKeyIdentifier().get());
    }
}
