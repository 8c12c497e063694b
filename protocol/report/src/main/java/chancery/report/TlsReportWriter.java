package chancery.report;

import java.nio.charset.StandardCharsets;
import tools.jackson.databind.node.ObjectNode;

/** Writes TLS reports as JSON (RFC 8460 §4.4) and as the mail that carries it (§5.3). */
public final class TlsReportWriter {
    private TlsReportWriter() {}

    /** The document, in UTF-8. */
    public static byte[] write(TlsReport report) {
        ObjectNode json = ReportJson.WRITER.createObjectNode();
        json.put("organization-name", report.organisation());
        json.putObject("date-range")
                .put("start-datetime", report.begin().toString())
                .put("end-datetime", report.end().toString());
        json.put("contact-info", report.contact());
        json.put("report-id", report.reportId());
        var policies = json.putArray("policies");
        report.policies().forEach(result -> policyResult(result, policies.addObject()));
        return ReportJson.WRITER.writeValueAsString(json).getBytes(StandardCharsets.UTF_8);
    }

    private static void policyResult(TlsReport.PolicyResult result, ObjectNode json) {
        var policy = json.putObject("policy");
        policy.put("policy-type", result.policy().type().word());
        if (!result.policy().text().isEmpty()) {
            var text = policy.putArray("policy-string");
            result.policy().text().forEach(text::add);
        }
        policy.put("policy-domain", result.policy().domain());
        if (!result.policy().mxHosts().isEmpty()) {
            var hosts = policy.putArray("mx-host");
            result.policy().mxHosts().forEach(hosts::add);
        }
        json.putObject("summary")
                .put("total-successful-session-count", result.successful())
                .put("total-failure-session-count", result.failed());
        if (!result.failures().isEmpty()) {
            var failures = json.putArray("failure-details");
            result.failures().forEach(failure -> failure(failure, failures.addObject()));
        }
    }

    private static void failure(TlsReport.Failure failure, ObjectNode json) {
        json.put("result-type", failure.resultType());
        failure.sendingIp().ifPresent(v -> json.put("sending-mta-ip", v));
        failure.receivingMx().ifPresent(v -> json.put("receiving-mx-hostname", v));
        failure.receivingHelo().ifPresent(v -> json.put("receiving-mx-helo", v));
        failure.receivingIp().ifPresent(v -> json.put("receiving-ip", v));
        json.put("failed-session-count", failure.sessions());
        failure.additional().ifPresent(v -> json.put("additional-information", v));
        failure.reasonCode().ifPresent(v -> json.put("failure-reason-code", v));
    }

    /**
     * The mail that carries the report packed. It must be signed with DKIM (RFC 8460 §3); the subject of the head is
     * replaced by the one of §5.3.
     *
     * @param submitter domain of the organisation that reports
     */
    public static byte[] mail(ReportHead head, TlsReport report, String submitter) {
        String subject = "Report Domain: " + report.domain() + " Submitter: " + submitter + " Report-ID: <"
                + report.reportId() + ">";
        var named = new ReportHead(head.from(), head.to(), subject, head.id(), head.date());
        String fileName = String.join(
                        "!",
                        submitter,
                        report.domain(),
                        Long.toString(report.begin().getEpochSecond()),
                        Long.toString(report.end().getEpochSecond()))
                + ".json.gz";
        return new ReportFrame(named)
                .field("TLS-Report-Domain", report.domain())
                .field("TLS-Report-Submitter", submitter)
                .words("This is an aggregate TLS report from " + submitter + " about " + report.domain() + ".\r\n")
                .file("application/tlsrpt+gzip", fileName, DmarcAggregateWriter.packed(write(report)))
                .write("multipart/report; report-type=\"tlsrpt\"");
    }
}
