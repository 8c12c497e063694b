package chancery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.net.DnsSecurity;
import chancery.net.FakeDns;
import chancery.net.FakeDnsServer;
import chancery.tlspolicy.PolicyFetcher;
import chancery.tlspolicy.TlsResultType;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DomainCheckTest {
    private static final String POLICY = "version: STSv1\nmode: enforce\nmx: *.a.example\nmax_age: 2592000\n";
    private static final String KEY = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

    private final Map<String, String> web = new HashMap<>(Map.of("mta-sts.a.example", POLICY));

    /** A domain with which all is well. */
    private static FakeDns wellKept() {
        return new FakeDns(DnsSecurity.SECURE)
                .mx("a.example", 10, "mx.a.example")
                .address("mx.a.example", "192.0.2.1")
                .record("_25._tcp.mx.a.example", "TLSA", "3 1 1 " + "ab".repeat(32))
                .txt("_mta-sts.a.example", "v=STSv1; id=1;")
                .txt("_smtp._tls.a.example", "v=TLSRPTv1; rua=mailto:tls@a.example")
                .txt("a.example", "v=spf1 mx include:b.example -all")
                .txt("b.example", "v=spf1 ip4:192.0.2.0/24 -all")
                .txt("s1._domainkey.a.example", "v=DKIM1; k=ed25519; p=" + KEY)
                .txt("_dmarc.a.example", "v=DMARC1; p=reject; rua=mailto:dmarc@a.example");
    }

    private PolicyFetcher.Fetched fetch(String host) {
        return web.containsKey(host)
                ? new PolicyFetcher.Fetched.Text(web.get(host).getBytes(StandardCharsets.UTF_8))
                : new PolicyFetcher.Fetched.Failed(TlsResultType.STS_POLICY_FETCH_ERROR, "answer 404 instead of 200");
    }

    private CheckReport check(FakeDns dns, String... selectors) {
        var report = new CheckReport("a.example");
        new DomainCheck("a.example", dns, this::fetch, List.of(selectors)).addTo(report);
        return report;
    }

    /** The report in one line, so that wrapping does not matter. */
    private String said(FakeDns dns, String... selectors) {
        return check(dns, selectors).words().replaceAll("\\s+", " ");
    }

    @Test
    void aWellKeptDomain() {
        var report = check(wellKept(), "s1");
        assertThat(report.fine()).as(report.words()).isTrue();
        assertThat(report.words())
                .contains(
                        "MX 10 mx.a.example has 192.0.2.1",
                        "TLSA 3 1 1 abab",
                        "mode enforce",
                        "mailto:tls@a.example",
                        "2 of 10 look-ups",
                        "ed25519 key of 256 bits",
                        "Mail that fails is refused.",
                        "Nothing is wrong.")
                .doesNotContain("WRONG", "note ");
        assertThat(report.json().path("wrong").asInt()).isZero();
    }

    @Test
    void nothingPublishedBringsTheRecordsToPublish() {
        var dns = new FakeDns(DnsSecurity.SECURE)
                .mx("a.example", 10, "mx.a.example")
                .address("mx.a.example", "192.0.2.1");
        var report = check(dns);
        assertThat(report.fine()).isFalse();
        assertThat(report.words().replaceAll("\\s+", " "))
                .contains(
                        "publish: a.example. IN TXT \"v=spf1 mx -all\"",
                        "publish: _dmarc.a.example. IN TXT \"v=DMARC1; p=quarantine;",
                        "publish: _25._tcp.mx.a.example. IN TLSA 3 1 1",
                        "publish: _mta-sts.a.example. IN TXT \"v=STSv1; id=1;\"",
                        "version: STSv1 / mode: enforce / mx: mx.a.example / max_age: 2592000",
                        "publish: _smtp._tls.a.example. IN TXT \"v=TLSRPTv1; rua=mailto:tls-reports@a.example\"",
                        "Neither DANE nor an enforced MTA-STS policy",
                        "3 things are wrong.");
    }

    @Test
    void aDomainWithoutMail() {
        var dns = new FakeDns(DnsSecurity.SECURE)
                .nullMx("a.example")
                .txt("a.example", "v=spf1 -all")
                .txt("_dmarc.a.example", "v=DMARC1; p=reject; rua=mailto:d@b.example")
                .txt("*._report._dmarc.b.example", "v=DMARC1");
        var report = check(dns);
        assertThat(report.fine()).as(report.words()).isTrue();
        assertThat(report.words()).contains("receives no mail").doesNotContain("DANE", "MTA-STS", "TLS-RPT");
    }

    @Test
    void whatIsWrongWithMailHosts() {
        var dns = wellKept()
                .mx("a.example", 20, "alias.a.example")
                .alias("alias.a.example", "mx.a.example")
                .mx("a.example", 30, "gone.a.example")
                .mx("a.example", 40, "slow.a.example")
                .timesOut("slow.a.example")
                .mx("a.example", 50, "192.0.2.7");
        assertThat(said(dns))
                .contains(
                        "alias.a.example is an alias (CNAME) of mx.a.example",
                        "MX 30 gone.a.example has no address",
                        "MX 40 slow.a.example could not be had",
                        "192.0.2.7 is an address");
        assertThat(said(wellKept().nullMx("a.example"))).contains("A null MX stands beside other MX records");
        assertThat(said(new FakeDns().address("a.example", "192.0.2.1"))).contains("There is no MX record");
        assertThat(said(new FakeDns())).contains("There is no such domain");
    }

    @Test
    void whatIsWrongWithDane() {
        assertThat(said(wellKept().security("a.example", DnsSecurity.INSECURE))).contains("so DANE is not possible");
        assertThat(said(wellKept().fails("_25._tcp.mx.a.example", "server answered SERVFAIL")))
                .contains("WRONG mx.a.example: the TLSA records could not be looked up");
        assertThat(said(wellKept()
                        .forgets("_25._tcp.mx.a.example")
                        .record("_25._tcp.mx.a.example", "TLSA", "1 1 1 " + "ab".repeat(32))))
                .contains("none of the TLSA records");
        assertThat(said(wellKept().mx("a.example", 20, "b.a.example").address("b.a.example", "192.0.2.2")))
                .contains("Only 1 of 2 mail hosts have DANE");
    }

    @Test
    void whatIsWrongWithMtaSts() {
        web.put(
                "mta-sts.a.example",
                POLICY.replace("*.a.example", "mx.b.example").replace("2592000", "60"));
        assertThat(said(wellKept())).contains("does not name the mail host mx.a.example", "weeks are advised");
        web.put("mta-sts.a.example", POLICY.replace("enforce", "testing"));
        assertThat(said(wellKept())).contains("failures are only reported");
        web.put("mta-sts.a.example", "<html>");
        assertThat(said(wellKept())).contains("WRONG The policy at https://mta-sts.a.example", "is malformed");
        web.clear();
        assertThat(said(wellKept())).contains("sts-policy-fetch-error", "answer 404 instead of 200");
        assertThat(said(wellKept().txt("_mta-sts.a.example", "v=STSv1; id=2;"))).contains("Not exactly one record");
        assertThat(said(wellKept().forgets("_mta-sts.a.example").txt("_mta-sts.a.example", "v=STSv1; id=-")))
                .contains("WRONG The record at _mta-sts.a.example is malformed");
    }

    @Test
    void whatIsWrongWithSenders() {
        var many = wellKept().forgets("a.example").mx("a.example", 10, "mx.a.example");
        var record = new StringBuilder("v=spf1");
        for (int i = 0; i < 11; i++) {
            record.append(" include:i").append(i).append(".example");
            many.txt("i" + i + ".example", "v=spf1 -all");
        }
        assertThat(said(many.txt("a.example", record + " +all")))
                .contains("11 of 10 look-ups", "allows the whole world");
        assertThat(said(wellKept().forgets("b.example"))).contains("b.example (by include:b.example): no SPF record");
        assertThat(said(wellKept(), "s2")).contains("There is no key at s2._domainkey.a.example");
        assertThat(said(wellKept().txt("s1._domainkey.a.example", "p="), "s1")).contains("There are 2 records");
        assertThat(said(wellKept().txt("s3._domainkey.a.example", "v=DKIM1; p="), "s3"))
                .contains("was withdrawn");
        assertThat(said(wellKept().forgets("_dmarc.a.example").txt("_dmarc.a.example", "v=DMARC1; p=none")))
                .contains("The policy is none", "rua is missing");
        assertThat(said(wellKept().forgets("_dmarc.a.example").txt("_dmarc.example", "v=DMARC1; p=none; sp=reject")))
                .contains("From example: v=DMARC1", "Mail that fails is refused.");
    }

    /** A child has the record of its organization, which is the highest, not the next above it. */
    @Test
    void theRecordOfTheOrganizationIsTheHighest() {
        var dns = wellKept()
                .forgets("_dmarc.a.example")
                .txt("_dmarc.example", "v=DMARC1; p=none")
                .txt("_dmarc.c.a.example", "v=DMARC1; p=reject");
        var report = new CheckReport("d.c.a.example");
        new DomainCheck("d.c.a.example", dns, this::fetch, List.of()).addTo(report);
        assertThat(report.words()).contains("From example: v=DMARC1; p=none", "The policy is none");
        assertThat(said(wellKept()
                        .txt("_dmarc.a.example", "v=DMARC1; p=none")
                        .txt("_dmarc.example", "v=DMARC1; p=reject")))
                .contains("There are 2 records at _dmarc.a.example", "From example: v=DMARC1; p=reject");
        assertThat(said(wellKept().fails("_dmarc.a.example", "server answered SERVFAIL")))
                .contains("WRONG The record could not be had, here or above: server answered SERVFAIL");
    }

    @Test
    void whereReportsMayGo() {
        var dns = wellKept()
                .forgets("_dmarc.a.example")
                .txt(
                        "_dmarc.a.example",
                        "v=DMARC1; p=reject; rua=mailto:a@a.example,mailto:b@b.example,mailto:c@c.example,https://d.example/;"
                                + " ruf=mailto:e@e.example,mailto:f@f.example")
                .txt("a.example._report._dmarc.b.example", "v=DMARC1; rua=mailto:dmarc@b.example")
                .txt("a.example._report._dmarc.c.example", "yes")
                .txt("a.example._report._dmarc.e.example", "v=DMARC1; ruf=mailto:e@elsewhere.example")
                .fails("a.example._report._dmarc.f.example", "server answered SERVFAIL");
        var report = check(dns, "s1");
        assertThat(report.words().replaceAll("\\s+", " "))
                .contains(
                        "ok Aggregate reports (rua) go to mailto:a@a.example.",
                        "ok Aggregate reports (rua) go to mailto:b@b.example, and it agrees: its record at a.example._report._dmarc.b.example"
                                + " says so, and wants them at dmarc@b.example instead.",
                        "WRONG Aggregate reports (rua) are not sent to mailto:c@c.example: it is another organization's",
                        "What stands there is no DMARC record: yes",
                        "publish: a.example._report._dmarc.c.example. IN TXT \"v=DMARC1;\"",
                        "WRONG Aggregate reports (rua) do not go to https://d.example/: no mailto URI",
                        "WRONG Failure reports (ruf) are not sent to mailto:e@e.example: the record there names other",
                        "WRONG Failure reports (ruf): whether mailto:f@f.example wants them could not be found out at"
                                + " a.example._report._dmarc.f.example: server answered SERVFAIL");
        var destinations = report.json().path("reportDestinations");
        assertThat(destinations.valueStream().map(d -> d.path("verdict").asString()))
                .containsExactly("internal", "authorized", "refused", "unusable", "refused", "undecided");
        assertThat(destinations.get(1).path("recipients").get(0).asString()).isEqualTo("dmarc@b.example");
        assertThat(destinations.get(2).path("publish").asString())
                .isEqualTo("a.example._report._dmarc.c.example. IN TXT \"v=DMARC1;\"");
        assertThat(destinations.get(2).path("recipients")).isEmpty();
    }

    @Test
    void theCommandAsksTheServerThatItIsGiven() throws IOException {
        var dns = wellKept().forgets("_mta-sts.a.example");
        try (var server = new FakeDnsServer(dns)) {
            var at = server.address().toString();
            assertThat(run("--dns", at, "--dnssec", "trust-server", "--selector", "s1", "A.Example."))
                    .isZero();
            assertThat(out.toString()).contains("a.example", "TLSA 3 1 1", "ed25519 key", "Nothing is wrong.");
            assertThat(run("--dns", at, "--dnssec", "off", "--json", "a.example"))
                    .isEqualTo(1);
            var json = ApiCommand.JSON.readTree(out.toString());
            assertThat(json.path("domain").asString()).isEqualTo("a.example");
            assertThat(json.path("findings").toString()).contains("\"weight\":\"wrong\"");
            assertThat(run("--dns", at, "nowhere.example")).isEqualTo(1);
            assertThat(out.toString()).contains("There is no such domain", "gives no signatures (DNSSEC)");
            dns.fails("broken.example", "server answered SERVFAIL");
            assertThat(run("--dns", at, "--dnssec", "off", "broken.example")).isEqualTo(2);
            assertThat(err.toString()).contains("could not be looked up: server answered SERVFAIL");
        }
    }

    @Test
    void whatIsNoDomainIsMisuse() {
        assertThat(run("not a domain")).isEqualTo(2);
        assertThat(err.toString()).contains("is no domain");
        assertThat(run("--dns", "nonsense:x", "a.example")).isEqualTo(2);
        assertThat(run()).isEqualTo(2);
    }

    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    private int run(String... arguments) {
        out = new StringWriter();
        err = new StringWriter();
        var all = new java.util.ArrayList<>(List.of("check", "domain"));
        all.addAll(List.of(arguments));
        return Chancery.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }
}
