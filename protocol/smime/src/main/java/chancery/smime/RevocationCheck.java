package chancery.smime;

import chancery.mail.SyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.cert.X509CRLHolder;

/**
 * How it is found out whether a certificate was called back: by the revocation lists at hand and in the message, then by
 * OCSP (RFC 6960) and by the lists that the certificate names, when there is a fetcher. What cannot be found out is
 * unknown, and unknown is not verified. Immutable.
 */
public final class RevocationCheck {
    private final boolean wanted;
    private final List<Crl> crls;
    private final Optional<RevocationFetcher> fetcher;
    private final Bounds bounds;

    /**
     * What one evaluation may fetch.
     *
     * @param perRequest how long one request may take
     * @param requests how many there may be
     * @param octets size of one answer
     */
    public record Bounds(Duration perRequest, int requests, int octets) {
        /** Ten seconds, eight requests, 16 MiB: the largest lists of public authorities are some MiB. */
        public static final Bounds STANDARD = new Bounds(Duration.ofSeconds(10), 8, 16 << 20);
    }

    private RevocationCheck(boolean wanted, List<Crl> crls, Optional<RevocationFetcher> fetcher, Bounds bounds) {
        this.wanted = wanted;
        this.crls = List.copyOf(crls);
        this.fetcher = fetcher;
        this.bounds = bounds;
    }

    /** Asks nobody: every path counts as not revoked, and the result says that nobody was asked. */
    public static RevocationCheck none() {
        return new RevocationCheck(false, List.of(), Optional.empty(), Bounds.STANDARD);
    }

    /** Only by revocation lists at hand, each in DER. */
    public static RevocationCheck offline(List<byte[]> crls) throws SyntaxException {
        var read = new ArrayList<Crl>();
        for (byte[] crl : crls) {
            read.add(Crl.read(crl));
        }
        return new RevocationCheck(true, read, Optional.empty(), Bounds.STANDARD);
    }

    /** By what the fetcher brings, within bounds, after the lists of this value. */
    public RevocationCheck with(RevocationFetcher newFetcher, Bounds newBounds) {
        return new RevocationCheck(true, crls, Optional.of(newFetcher), newBounds);
    }

    Trust check(
            List<Certificate> path,
            List<X509CRLHolder> along,
            List<Certificate> others,
            AlgorithmPolicy policy,
            Instant at) {
        var statuses = new ArrayList<RevocationStatus>();
        if (!wanted) {
            for (int i = 0; i + 1 < path.size(); i++) {
                statuses.add(new RevocationStatus.NotChecked("the caller asked for no check"));
            }
            return new Trust.Verified(path, statuses);
        }
        var lists = new LinkedHashSet<>(crls);
        lists.addAll(Crl.all(along));
        var candidates = new LinkedHashSet<>(path);
        candidates.addAll(others);
        var run = new RevocationRun(new ArrayList<>(lists), List.copyOf(candidates), fetcher, bounds, policy, at);
        // from the authority down: who was called back cannot vouch for what is below
        for (int i = path.size() - 2; i >= 0; i--) {
            var certificate = path.get(i);
            var status = run.status(path.subList(i, path.size()));
            switch (status) {
                case RevocationStatus.Revoked revoked
                when counts(revoked, at) -> {
                    return new Trust.Revoked(certificate, revoked.since(), revoked.reason());
                }
                case RevocationStatus.Unknown unknown -> {
                    return new Trust.Unverified(Trust.Cause.REVOCATION_UNKNOWN, unknown.reason());
                }
                case RevocationStatus.Revoked _, RevocationStatus.Good _, RevocationStatus.NotChecked _ ->
                    statuses.addFirst(status);
            }
        }
        return new Trust.Verified(path, statuses);
    }

    // a key that was found stolen may have been stolen long before
    private static boolean counts(RevocationStatus.Revoked revoked, Instant at) {
        return !revoked.since().isAfter(at) || revoked.reason().endsWith("compromised");
    }
}
