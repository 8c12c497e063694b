package chancery.report;

import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A DMARC aggregate report (RFC 9990), also in the older forms.
 *
 * @param begin first second of the period
 * @param end last second of the period
 * @param policy the record that the reporter found and used
 * @param rows one per source address and result
 * @param defects what in the document breaks the format without hiding what is meant
 */
public record DmarcAggregate(
        Reporter reporter, Instant begin, Instant end, Policy policy, List<Row> rows, List<String> defects)
        implements Report {
    public DmarcAggregate {
        rows = List.copyOf(rows);
        defects = List.copyOf(defects);
    }

    /** Number of mails in all rows. */
    public long mails() {
        return rows.stream().mapToLong(Row::count).reduce(0, (a, b) -> a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b);
    }

    /** Number of mails for which neither mechanism gave an aligned identifier. */
    public long failedMails() {
        return rows.stream()
                .filter(r -> !r.passes())
                .mapToLong(Row::count)
                .reduce(0, (a, b) -> a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b);
    }

    /**
     * Who wrote it.
     *
     * @param organisation org_name, empty text when it gave none
     * @param errors troubles with the policy record
     */
    public record Reporter(
            String organisation,
            String email,
            Optional<String> extraContact,
            String reportId,
            List<String> errors,
            Optional<String> generator) {
        public Reporter {
            errors = List.copyOf(errors);
        }
    }

    /** What shall be done, and what was: the words of the {@code p} tag, and pass for a mail that DMARC let through. */
    public enum Disposition {
        NONE,
        QUARANTINE,
        REJECT,
        PASS;

        /** The word in the report. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The policy (RFC 9990). The modes are {@code r} or {@code s}, testing is the {@code t} tag. */
    public record Policy(
            String domain,
            Optional<Disposition> p,
            Optional<Disposition> sp,
            Optional<Disposition> np,
            Optional<String> adkim,
            Optional<String> aspf,
            Optional<String> fo,
            Optional<String> testing,
            Optional<String> discoveryMethod,
            Optional<String> pct) {

        /** A policy with the defaults for all that is not named. */
        public static Policy of(String domain, Disposition p) {
            return new Policy(
                    domain,
                    Optional.of(p),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }
    }

    /**
     * Mails from one address with one result.
     *
     * @param dkimAligned whether a DKIM signature of an aligned domain was valid; empty when the reporter does not say
     * @param spfAligned whether SPF passed for an aligned domain
     * @param overrides why the disposition is not the policy's
     */
    public record Row(
            InetAddress source,
            long count,
            Optional<Disposition> disposition,
            Optional<Boolean> dkimAligned,
            Optional<Boolean> spfAligned,
            List<PolicyOverride> overrides,
            Identifiers identifiers,
            List<Result> dkim,
            List<Result> spf) {
        public Row {
            overrides = List.copyOf(overrides);
            dkim = List.copyOf(dkim);
            spf = List.copyOf(spf);
        }

        /** True when DMARC passed (RFC 9989 §5.3.5). */
        public boolean passes() {
            return dkimAligned.orElse(false) || spfAligned.orElse(false);
        }
    }

    /** Why the disposition differs (RFC 9990); the type is in lower case. */
    public record PolicyOverride(String type, Optional<String> comment) {}

    /** @param envelopeFrom empty text for the null reverse-path */
    public record Identifiers(String headerFrom, Optional<String> envelopeFrom, Optional<String> envelopeTo) {}

    /**
     * One result of DKIM or SPF, not yet seen with DMARC's eyes.
     *
     * @param qualifier the selector of DKIM, the scope of SPF
     * @param result a word of RFC 8601 §2.7 in lower case, as far as the reporter keeps to them
     */
    public record Result(String domain, Optional<String> qualifier, String result, Optional<String> humanResult) {}
}
