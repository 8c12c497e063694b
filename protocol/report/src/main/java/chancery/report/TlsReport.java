package chancery.report;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An aggregate report about TLS between mail servers (RFC 8460 §4).
 *
 * @param policies one per policy that was found for the domain
 */
public record TlsReport(
        String organisation, Instant begin, Instant end, String contact, String reportId, List<PolicyResult> policies)
        implements Report {
    public TlsReport {
        policies = List.copyOf(policies);
    }

    /** The kinds of policy (RFC 8460 §4.4). */
    public enum PolicyType {
        TLSA,
        STS,
        NO_POLICY_FOUND;

        /** The word in the report. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * @param text the lines of an MTA-STS policy or the TLSA records, as the reporter read them
     * @param mxHosts patterns of the policy's hosts
     */
    public record Policy(PolicyType type, List<String> text, String domain, List<String> mxHosts) {
        public Policy {
            text = List.copyOf(text);
            mxHosts = List.copyOf(mxHosts);
        }
    }

    /** The sessions under one policy. */
    public record PolicyResult(Policy policy, long successful, long failed, List<Failure> failures) {
        public PolicyResult {
            failures = List.copyOf(failures);
        }
    }

    /**
     * Sessions that failed in one way (RFC 8460 §4.3).
     *
     * @param resultType such as {@code certificate-expired}; kept as written, since the list may grow
     * @param receivingMx host name of the receiving server
     * @param reasonCode failure-reason-code
     */
    public record Failure(
            String resultType,
            long sessions,
            Optional<String> sendingIp,
            Optional<String> receivingMx,
            Optional<String> receivingHelo,
            Optional<String> receivingIp,
            Optional<String> additional,
            Optional<String> reasonCode) {}

    /** The domain that the report is about; the first policy's. */
    public String domain() {
        return policies.isEmpty() ? "" : policies.getFirst().policy().domain();
    }
}
