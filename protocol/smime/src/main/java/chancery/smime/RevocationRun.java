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
    private final AlgorithmPolicy policy;
    private final Instant at;
    private final Set<URI> asked = new LinkedHashSet<>();
    private int requests;

    RevocationRun(
            List<Crl> crls,
            List<Certificate> candidates,
            Optional<RevocationFetcher> fetcher,
            RevocationCheck.Bounds bounds,
            AlgorithmPolicy policy,
            Instant at) {
        this.crls = crls;
        this.candidates = candidates;
        this.fetcher = fetcher;
        this.bounds = bounds;
        this.policy = policy;
        this.at = at;
    }

    RevocationStatus status(List<Certificate> path) {
        var known = byLists(path);
        if (fetcher.isEmpty() || !(known instanceof RevocationStatus.Unknown)) {
            return known;
        }
        var answered = byOcsp(path);
        if (answered.isPresent() && !(answered.get() instanceof RevocationStatus.Unknown)) {
            return answered.get();
        }
        var listed = fetchLists(path.getFirst()) ? byLists(path) : known;
        return answered.isPresent() && listed instanceof RevocationStatus.Unknown ? answered.get() : listed;
    }

    private RevocationStatus byLists(List<Certificate> path) {
        try {
            return Asn1.read("revocation", () -> new CrlCheck(crls, candidates, policy, at).status(path));
        } catch (SyntaxException e) {
            return new RevocationStatus.Unknown("a revocation list that cannot be read");
        }
    }

    /** What the last of the responders said that were asked; empty when none is named. */
    private Optional<RevocationStatus> byOcsp(List<Certificate> path) {
        Optional<RevocationStatus> last = Optional.empty();
        for (URI uri : responders(path.getFirst())) {
            RevocationStatus answer;
            try {
                var question = new OcspQuestion(path.getFirst(), path.get(1), policy);
                byte[] octets = fetch(uri, Optional.of(question.request()), "application/ocsp-request");
                answer = question.read(octets, at, uri.toString());
            } catch (SyntaxException e) {
                answer = new RevocationStatus.Unknown("an OCSP answer that cannot be read");
            } catch (IOException e) {
                answer = new RevocationStatus.Unknown("no answer of the OCSP responder " + uri);
            }
            last = Optional.of(answer);
            if (!(answer instanceof RevocationStatus.Unknown)) {
                return last;
            }
        }
        return last;
    }

    private boolean fetchLists(Certificate certificate) {
        boolean any = false;
        for (URI uri : lists(certificate)) {
            try {
                crls.add(Crl.read(fetch(uri, Optional.empty(), "")));
                any = true;
            } catch (SyntaxException | IOException e) {
                // what is no list says nothing, and the status stays unknown
            }
        }
        return any;
    }

    /** A list is asked for once; a question to a responder is another one for each certificate. */
    private byte[] fetch(URI uri, Optional<byte[]> body, String contentType) throws IOException {
        boolean again = body.isEmpty() && !asked.add(uri);
        if (again || requests == bounds.requests() || fetcher.isEmpty()) {
            throw new IOException("asked enough");
        }
        requests++;
        byte[] answer = fetcher.get()
                .fetch(new RevocationFetcher.Request(uri, body, contentType, bounds.perRequest(), bounds.octets()));
        if (answer.length > bounds.octets()) {
            throw new IOException("an answer over the bound");
        }
        return answer;
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
