package chancery.report;

import chancery.mail.SyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Reads TLS reports (RFC 8460 §4.4). */
public final class TlsReportReader {
    private TlsReportReader() {}

    /**
     * Reads a report, packed or not.
     *
     * @throws SyntaxException when it is none, breaks a limit, or a value has the wrong type
     */
    public static TlsReport parse(byte[] file, ReportLimits limits) throws SyntaxException {
        JsonNode report = ReportJson.object(ReportFile.unpack(file, limits), limits);
        JsonNode range = ReportJson.object(report, "date-range");
        List<TlsReport.PolicyResult> policies = new ArrayList<>();
        int left = limits.records();
        for (JsonNode policy : ReportJson.objects(report, "policies", limits.records())) {
            policies.add(policyResult(policy, left));
            left -= policies.getLast().failures().size();
        }
        if (policies.isEmpty()) {
            throw new SyntaxException("no policies", 0);
        }
        return new TlsReport(
                ReportJson.required(report, "organization-name"),
                ReportJson.instant(range, "start-datetime"),
                ReportJson.instant(range, "end-datetime"),
                ReportJson.text(report, "contact-info").orElse(""),
                ReportJson.required(report, "report-id"),
                policies);
    }

    private static TlsReport.PolicyResult policyResult(JsonNode result, int most) throws SyntaxException {
        JsonNode summary = ReportJson.object(result, "summary");
        List<TlsReport.Failure> failures = new ArrayList<>();
        for (JsonNode failure : ReportJson.objects(result, "failure-details", most)) {
            failures.add(failure(failure));
        }
        return new TlsReport.PolicyResult(
                policy(ReportJson.object(result, "policy")),
                ReportJson.count(summary, "total-successful-session-count", 0),
                ReportJson.count(summary, "total-failure-session-count", 0),
                failures);
    }

    private static TlsReport.Policy policy(JsonNode policy) throws SyntaxException {
        String word = ReportJson.required(policy, "policy-type").toLowerCase(Locale.ROOT);
        for (TlsReport.PolicyType type : TlsReport.PolicyType.values()) {
            if (type.word().equals(word)) {
                return new TlsReport.Policy(
                        type,
                        ReportJson.texts(policy, "policy-string"),
                        ReportJson.required(policy, "policy-domain"),
                        ReportJson.texts(policy, "mx-host"));
            }
        }
        throw new SyntaxException("policy-type that RFC 8460 does not know", 0);
    }

    private static TlsReport.Failure failure(JsonNode failure) throws SyntaxException {
        return new TlsReport.Failure(
                ReportJson.required(failure, "result-type"),
                ReportJson.count(failure, "failed-session-count", 0),
                ReportJson.text(failure, "sending-mta-ip"),
                ReportJson.text(failure, "receiving-mx-hostname"),
                ReportJson.text(failure, "receiving-mx-helo"),
                ReportJson.text(failure, "receiving-ip"),
                ReportJson.text(failure, "additional-information"),
                ReportJson.text(failure, "failure-reason-code"));
    }
}
