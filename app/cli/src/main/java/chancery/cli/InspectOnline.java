package chancery.cli;

import chancery.mail.ReversePath;
import chancery.mailauth.DkimResult;
import chancery.mailauth.DkimVerifier;
import chancery.mailauth.DmarcResult;
import chancery.mailauth.DmarcVerifier;
import chancery.mailauth.ResultWord;
import chancery.mailauth.SpfQuery;
import chancery.mailauth.SpfResult;
import chancery.mailauth.SpfVerifier;
import chancery.mime.CrlfSource;
import chancery.mime.Message;
import chancery.mime.MimeSource;
import chancery.net.DnsResolver;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Authentication checked now, by asking the DNS. A saved mail may differ from what came in, and keys and records may have
 * changed since: a pass proves something, anything else need not.
 *
 * @param client of the host that handed the mail over, without which there is no SPF
 * @param helo the name it gave, empty when unknown
 * @param reversePath of the mail
 */
record InspectOnline(DnsResolver dns, Optional<InetAddress> client, String helo, ReversePath reversePath) {

    void add(Message message, Inspection inspection) throws IOException {
        inspection.section("Authentication, checked now");
        var node = inspection.json().putObject("authentication");
        var clock = InstantSource.system();
        var spf = client.map(c -> new SpfVerifier(dns, clock, "localhost").verify(query(c)));
        spf.ifPresentOrElse(
                s -> spf(s, node.putObject("spf"), inspection),
                () -> inspection.line("  ", "SPF: not checked; --client-ip says which host handed the mail over"));
        var dkim = new DkimVerifier(dns, clock).verify(message.header(), inCrlf(message));
        var array = node.putArray("dkim");
        dkim.forEach(d -> dkim(d, array.addObject(), inspection));
        if (dkim.isEmpty()) {
            inspection.line("  ", "DKIM: none, the mail is not signed by a domain");
        }
        var dmarc = new DmarcVerifier(dns, clock).verify(message.header(), spf.orElseGet(InspectOnline::noSpf), dkim);
        dmarc(dmarc, node.putObject("dmarc"), inspection);
    }

    private SpfQuery query(InetAddress from) {
        return switch (reversePath) {
            case ReversePath.Null _ -> SpfQuery.nullReversePath(from, helo);
            case ReversePath.Mailbox mailbox -> SpfQuery.mailFrom(from, helo, mailbox.address());
        };
    }

    private static SpfResult noSpf() {
        var query = SpfQuery.nullReversePath(InetAddress.getLoopbackAddress(), "");
        return new SpfResult(ResultWord.NONE, query, List.of(), 0, 0, "", "");
    }

    /** Signed were lines in CRLF, which a saved mail may have lost; the header section is as it was parsed. */
    private static MimeSource inCrlf(Message message) throws IOException {
        var original = new ByteArrayOutputStream();
        message.writeTo(original);
        byte[] octets = original.toByteArray();
        int header = message.header().size();
        var body = new CrlfSource(MimeSource.of(Arrays.copyOfRange(octets, header, octets.length)));
        return () -> new SequenceInputStream(new ByteArrayInputStream(octets, 0, header), body.open());
    }

    private static void spf(SpfResult spf, ObjectNode node, Inspection inspection) {
        node.put("result", spf.result().word()).put("domain", spf.domain()).put("lookups", spf.lookups());
        node.put("problem", spf.problem());
        inspection.line("  ", "SPF: " + spf.result().word() + " for " + spf.domain() + because(spf.problem()));
        var path = node.putArray("path");
        for (var step : spf.path()) {
            path.addObject()
                    .put("domain", step.domain())
                    .put("record", step.record())
                    .put("term", step.term());
            inspection.line(
                    "    ",
                    step.domain() + ": " + step.record() + (step.term().isEmpty() ? "" : ", by " + step.term()));
        }
    }

    private static void dkim(DkimResult dkim, ObjectNode node, Inspection inspection) {
        node.put("result", dkim.result().word()).put("domain", dkim.domain()).put("selector", dkim.selector());
        node.put("algorithm", dkim.algorithm())
                .put("key", dkim.key().name())
                .put("bits", dkim.key().bits());
        node.put("problem", dkim.problem());
        var fields = node.putArray("signedFields");
        dkim.signedFields().forEach(fields::add);
        inspection.line(
                "  ",
                "DKIM: " + dkim.result().word() + " for " + dkim.domain() + ", " + dkim.algorithm()
                        + (dkim.key().bits() > 0 ? " of " + dkim.key().bits() + " bits" : "")
                        + (dkim.key().name().isEmpty()
                                ? ""
                                : ", key " + dkim.key().name())
                        + because(dkim.problem()));
    }

    private static void dmarc(DmarcResult dmarc, ObjectNode node, Inspection inspection) {
        node.put("result", dmarc.result().word()).put("authorDomain", dmarc.authorDomain());
        node.put("policyDomain", dmarc.policyDomain()).put("record", dmarc.record());
        node.put("policy", dmarc.published().word()).put("problem", dmarc.problem());
        inspection.line(
                "  ",
                "DMARC: " + dmarc.result().word() + " for " + dmarc.authorDomain()
                        + (dmarc.policyDomain().isEmpty()
                                ? ""
                                : ", policy " + dmarc.published().word() + " of " + dmarc.policyDomain())
                        + because(dmarc.problem()));
        var identifiers = node.putArray("identifiers");
        for (var identifier : dmarc.identifiers()) {
            if (identifier.domain().isEmpty()) {
                continue;
            }
            String alignment = identifier.alignment().name().toLowerCase(Locale.ROOT);
            identifiers
                    .addObject()
                    .put("method", identifier.method())
                    .put("domain", identifier.domain())
                    .put("result", identifier.result().word())
                    .put("alignment", alignment);
            inspection.line(
                    "    ",
                    identifier.method() + " " + identifier.result().word() + " for " + identifier.domain()
                            + ", alignment " + alignment);
        }
    }

    private static String because(String problem) {
        return problem.isEmpty() ? "" : ": " + problem;
    }
}
