package chancery.cli;

import chancery.mime.Message;
import chancery.report.Bounce;
import chancery.report.BounceReader;
import chancery.report.DmarcAggregate;
import chancery.report.DsnReport;
import chancery.report.FeedbackReport;
import chancery.report.Mdn;
import chancery.report.Report;
import chancery.report.ReportLimits;
import chancery.report.ReportReader;
import chancery.report.TlsReport;
import chancery.report.XarfReport;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;

/** Reports in words. */
final class InspectReports {
    private static final int MOST_LINES = 10;

    private InspectReports() {}

    static void add(Message message, Inspection inspection) throws IOException {
        List<Report> reports = ReportReader.read(message, ReportLimits.STANDARD);
        List<Bounce> bounces = BounceReader.read(message);
        ArrayNode json = inspection.json().putArray("reports");
        boolean only = reports.stream().allMatch(DsnReport.class::isInstance);
        if (!bounces.isEmpty() && only) {
            inspection.section("Report");
            bounces.forEach(bounce -> bounce(bounce, json, inspection));
        }
        for (Report report : reports) {
            if (!(report instanceof DsnReport)) {
                inspection.section("Report");
                report(report, json, inspection);
            }
        }
    }

    static void report(Report report, ArrayNode json, Inspection inspection) {
        switch (report) {
            case DsnReport dsn ->
                dsn.recipients()
                        .forEach(r -> inspection.line(
                                "  ", r.address() + ": " + r.action().word()));
            case Mdn mdn -> disposition(mdn, json, inspection);
            case FeedbackReport feedback -> feedback(feedback, json, inspection);
            case DmarcAggregate dmarc -> dmarc(dmarc, json, inspection);
            case TlsReport tls -> tls(tls, json, inspection);
            case XarfReport xarf -> {
                json.addObject()
                        .put("kind", "xarf")
                        .put("source", xarf.source())
                        .put("category", xarf.category())
                        .put("type", xarf.type());
                inspection.line(
                        "  ",
                        xarf.reporter().organisation() + " complains about " + xarf.type() + " from " + xarf.source()
                                + " at " + xarf.timestamp() + ".");
            }
        }
    }

    private static void bounce(Bounce bounce, ArrayNode json, Inspection inspection) {
        json.addObject()
                .put("kind", bounce.reason().isBounce() ? "bounce" : word(bounce.reason()))
                .put("recipient", bounce.recipient())
                .put("status", bounce.status().toString())
                .put("reason", word(bounce.reason()))
                .put("outcome", word(bounce.outcome()))
                .put("evidence", bounce.evidence().text());
        String who = bounce.recipient().isEmpty() ? "A recipient that is not named" : bounce.recipient();
        String why = word(bounce.reason()).replace('_', ' ');
        String fate = switch (bounce.outcome()) {
            case FAILED -> " was not reached: " + why + " (" + bounce.status() + "). The mail was given up.";
            case DELAYED -> " is not reached yet: " + why + " (" + bounce.status() + "). It is still being tried.";
            case NONE -> ": " + why + ", no failure.";
        };
        inspection.line("  ", who + fate);
        if (!bounce.evidence().text().isEmpty()) {
            inspection.line("    ", "It says: " + bounce.evidence().text());
        }
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static void disposition(Mdn mdn, ArrayNode json, Inspection inspection) {
        json.addObject()
                .put("kind", "mdn")
                .put("recipient", mdn.finalRecipient())
                .put("disposition", mdn.disposition().toString());
        String how = mdn.disposition().sentAutomatically() ? " A program sent this by itself." : "";
        inspection.line(
                "  ",
                "The mail to " + mdn.finalRecipient() + " was "
                        + mdn.disposition().kind().word() + "." + how);
    }

    private static void feedback(FeedbackReport report, ArrayNode json, Inspection inspection) {
        String from = report.origin().sourceIp().orElse("an address that is not named");
        var node = json.addObject()
                .put("kind", "feedback")
                .put("type", report.type().word())
                .put("sourceIp", report.origin().sourceIp().orElse(""))
                .put("incidents", report.incidents());
        var domains = node.putArray("domains");
        report.about().domains().forEach(domains::add);
        String what = report.authFailure()
                .map(f -> "A failure of authentication (" + f.kind() + ")")
                .orElse("A complaint (" + report.type().word() + ")");
        inspection.line("  ", what + " about mail from " + from + domainsOf(report) + ".");
        report.authFailure()
                .filter(f -> !f.identityAlignment().isEmpty())
                .ifPresent(f -> inspection.line("  ", "Not aligned: " + String.join(", ", f.identityAlignment())));
    }

    private static String domainsOf(FeedbackReport report) {
        return report.about().domains().isEmpty()
                ? ""
                : ", claiming to be of " + String.join(", ", report.about().domains());
    }

    private static void dmarc(DmarcAggregate report, ArrayNode json, Inspection inspection) {
        String who = report.reporter().organisation().isEmpty()
                ? report.reporter().email()
                : report.reporter().organisation();
        var node = json.addObject()
                .put("kind", "dmarc-aggregate")
                .put("reporter", who)
                .put("domain", report.policy().domain())
                .put("begin", report.begin().toString())
                .put("end", report.end().toString())
                .put("mails", report.mails())
                .put("failed", report.failedMails());
        var defects = node.putArray("defects");
        report.defects().forEach(defects::add);
        inspection.line(
                "  ",
                who + " saw " + counted(report.mails(), "mail") + " that " + (report.mails() == 1 ? "claims" : "claim")
                        + " to come from "
                        + report.policy().domain() + ", " + report.begin() + " to " + report.end() + "; "
                        + report.failedMails() + " of them failed DMARC.");
        report.rows().stream()
                .filter(row -> !row.passes())
                .sorted(Comparator.comparingLong(DmarcAggregate.Row::count).reversed())
                .limit(MOST_LINES)
                .forEach(row -> inspection.line(
                        "    ",
                        row.source().getHostAddress() + ": " + row.count() + " failed, as "
                                + row.identifiers().headerFrom() + ", "
                                + row.disposition()
                                        .map(InspectReports::treatment)
                                        .orElse("treatment not told")));
    }

    private static String treatment(DmarcAggregate.Disposition disposition) {
        return switch (disposition) {
            case QUARANTINE -> "put aside as suspicious";
            case REJECT -> "rejected";
            // none may be the receiver's own choice, not what the policy asks
            case NONE, PASS -> "let through";
        };
    }

    private static String counted(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private static void tls(TlsReport report, ArrayNode json, Inspection inspection) {
        long failed = report.policies().stream()
                .mapToLong(TlsReport.PolicyResult::failed)
                .sum();
        long good = report.policies().stream()
                .mapToLong(TlsReport.PolicyResult::successful)
                .sum();
        json.addObject()
                .put("kind", "tls")
                .put("reporter", report.organisation())
                .put("domain", report.domain())
                .put("successful", good)
                .put("failed", failed);
        inspection.line(
                "  ",
                report.organisation() + " had " + counted(good, "protected session") + " with " + report.domain()
                        + " and " + failed + " that failed, " + report.begin() + " to " + report.end() + ".");
        report.policies().stream()
                .flatMap(p -> p.failures().stream())
                .limit(MOST_LINES)
                .forEach(f -> inspection.line(
                        "    ",
                        counted(f.sessions(), "time") + " " + f.resultType()
                                + f.receivingMx().map(mx -> " at " + mx).orElse("")));
    }
}
