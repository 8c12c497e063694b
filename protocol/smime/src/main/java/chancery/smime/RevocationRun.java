package chancery.smime;

import chancery.mail.SyntaxException;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.X509ObjectIdentifiers;

/** One evaluation's look-ups, which share their lists and their bounds. */
final class RevocationRun {
    private final List<Crl> crls;
    private final List<Certificate> candidates;
    private final Optional<RevocationFetcher> fetcher;
    private final RevocationCheck.Bounds bounds;
    private final Instant at;
    private final Set<URI> asked = new LinkedHashSet<>();

    RevocationRun(
            List<Crl> crls,
            List<Certificate> candidates,
            Optional<RevocationFetcher> fetcher,
            RevocationCheck.Bounds bounds,
            Instant at) {
        this.crls = crls;
        this.candidates = candidates;
        this.fetcher = fetcher;
        this.bounds = bounds;
        this.at = at;
    }

    RevocationStatus status(List<Certificate> path) {
        var known = byLists(path);
        if (fetcher.isEmpty() || !(known instanceof RevocationStatus.Unknown)) {
            return known;
        }
        var answered = byOcsp(path);
        if (!(answered instanceof RevocationStatus.Unknown)) {
            return answered;
        }
        return fetchLists(path.getFirst()) ? byLists(path) : known;
    }

    private RevocationStatus byLists(List<Certificate> path) {
        try {
            return Asn1.read("revocation", () -> new CrlCheck(crls, candidates, at).status(path));
        } catch (SyntaxException e) {
            return new RevocationStatus.Unknown("a revocation list that cannot be read");
        }
    }

    private RevocationStatus byOcsp(List<Certificate> path) {
        var certificate = path.getFirst();
        RevocationStatus last = new RevocationStatus.Unknown("no OCSP responder is named");
        for (URI uri : responders(certificate)) {
            try {
                var question = new OcspQuestion(certificate, path.get(1));
                var answer = fetch(uri, Optional.of(question.request()), "application/ocsp-request");
                if (answer.isPresent()) {
                    last = question.read(answer.get(), at, uri.toString());
                }
            } catch (SyntaxException e) {
                last = new RevocationStatus.Unknown("an OCSP answer that cannot be read");
            }
            if (!(last instanceof RevocationStatus.Unknown)) {
                return last;
            }
        }
        return last;
    }

    private boolean fetchLists(Certificate certificate) {
        boolean any = false;
        for (URI uri : lists(certificate)) {
            var octets = fetch(uri, Optional.empty(), "");
            try {
                if (octets.isPresent()) {
                    crls.add(Crl.read(octets.get()));
                    any = true;
                }
            } catch (SyntaxException e) {
                // what is no list says nothing
            }
        }
        return any;
    }

    private Optional<byte[]> fetch(URI uri, Optional<byte[]> body, String contentType) {
        boolean again = body.isEmpty() && !asked.add(uri);
        if (again || asked.size() > bounds.requests() || fetcher.isEmpty()) {
            return Optional.empty();
        }
        asked.add(body.isPresent() ? URI.create(uri + "#" + asked.size()) : uri);
        try {
            byte[] answer = fetcher.get()
                    .fetch(new RevocationFetcher.Request(uri, body, contentType, bounds.perRequest(), bounds.octets()));
            return answer.length > bounds.octets() ? Optional.empty() : Optional.of(answer);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static List<URI> responders(Certificate certificate) {
        var found = new ArrayList<URI>();
        var extension = certificate.holder().getExtension(Extension.authorityInfoAccess);
        if (extension != null) {
            for (var access : AuthorityInformationAccess.getInstance(extension.getParsedValue())
                    .getAccessDescriptions()) {
                if (access.getAccessMethod().equals(X509ObjectIdentifiers.ocspAccessMethod)) {
                    add(access.getAccessLocation(), found);
                }
            }
        }
        return found;
    }

    private static List<URI> lists(Certificate certificate) {
        var found = new ArrayList<URI>();
        for (CrlScope scope : CrlScope.of(certificate)) {
            var name = scope.point().getDistributionPoint();
            if (name != null && name.getType() == DistributionPointName.FULL_NAME) {
                for (GeneralName one : GeneralNames.getInstance(name.getName()).getNames()) {
                    add(one, found);
                }
            }
        }
        return found;
    }

    private static void add(GeneralName name, List<URI> found) {
        if (name.getTagNo() != GeneralName.uniformResourceIdentifier) {
            return;
        }
        try {
            var uri = new URI(ASN1IA5String.getInstance(name.getName()).getString());
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            if (scheme.equals("http") || scheme.equals("https")) {
                found.add(uri);
            }
        } catch (java.net.URISyntaxException e) {
            // an authority that cannot write its address is not asked
        }
    }
}
