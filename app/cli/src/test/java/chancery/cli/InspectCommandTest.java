package chancery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InspectCommandTest {
    private static final String BOUNCE = """
        From: MAILER-DAEMON@b.example
        To: me@a.example
        Subject: failure notice
        Authentication-Results: b.example; spf=pass smtp.mailfrom=a.example
        Content-Type: multipart/report; boundary=b

        --b

        <x@b.example>: mailbox full
        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; b.example

        Final-Recipient: rfc822; x@b.example
        Action: failed
        Status: 5.2.2
        Diagnostic-Code: smtp; 552 5.2.2 Mailbox full

        --b--
        """;

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return Chancery.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private String file(String content) throws Exception {
        return Files.write(folder.resolve("m.eml"), content.getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    @Test
    void aBounceInWords() throws Exception {
        assertThat(run("inspect", file(BOUNCE))).isZero();
        assertThat(out.toString())
                .contains("Subject: failure notice", "  multipart/report", "    message/delivery-status")
                .contains("not verified", "Authentication-Results: b.example; spf=pass")
                .contains("x@b.example was not reached: mailbox full (5.2.2). The mail was given up.")
                .contains("It says: 552 5.2.2 Mailbox full");
    }

    @Test
    void theSameAsJson() throws Exception {
        assertThat(run("inspect", "--json", file(BOUNCE))).isZero();
        var json = ApiCommand.JSON.readTree(out.toString());
        assertThat(json.at("/parts/parts/1/type").asString()).isEqualTo("message/delivery-status");
        assertThat(json.at("/reports/0/reason").asString()).isEqualTo("mailbox_full");
        assertThat(json.at("/reports/0/status").asString()).isEqualTo("5.2.2");
        assertThat(json.at("/protection").isEmpty()).isTrue();
    }

    @Test
    void protectionAndDefectsAreNamed() throws Exception {
        String mail =
                "Subject: x\nContent-Type: multipart/signed; protocol=\"application/pgp-signature\"; boundary=b\n\n"
                        + "--b\n\nhi\n--b\nContent-Type: application/pgp-signature\n\nx\n";
        assertThat(run("inspect", file(mail))).isZero();
        assertThat(out.toString()).contains("OpenPGP signature", "multipart not closed, at octet");
    }

    @Test
    void aSignatureThatWasTakenAwayIsMissed() throws Exception {
        String mail =
                "Subject: x\nContent-Type: multipart/signed; protocol=\"application/pgp-signature\"; boundary=b\n\n"
                        + "--b\n\nhi\n--b--\n";
        assertThat(run("inspect", file(mail))).isZero();
        assertThat(out.toString()).contains("OpenPGP signature, MISSING");
    }

    @Test
    void whatIsEncryptedForOthersNamesTheCommandThatOpensIt() throws Exception {
        var secret = folder.resolve("bob.pem").toString();
        assertThat(run("keygen", "--email", "bob@b.example", "--kind", "ec", "--no-passphrase", "--out", secret))
                .isZero();
        var sealed = folder.resolve("sealed.eml").toString();
        var certificate = folder.resolve("bob.cert.pem").toString();
        assertThat(run("protect", "--to", certificate, file("From: a@a.example\n\nhi\n"), "--out", sealed))
                .isZero();
        assertThat(run("inspect", sealed)).isZero();
        assertThat(out.toString()).contains("S/MIME authenticated encryption", "chancery open --key KEY");
    }

    @Test
    void aTerminalIsNotCommanded() throws Exception {
        assertThat(run("inspect", file("Subject: \u001b[2Jx\u202ey\n\nhi\n"))).isZero();
        assertThat(out.toString()).contains("Subject: ?[2Jx?y").doesNotContain("\u001b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\u0000\u0001\u0002", "no header at all", "x\u009f>\"garbage"})
    void whatIsNoMailIsAnsweredWithASentence(String content) throws Exception {
        assertThat(run("inspect", file(content))).isEqualTo(2);
        assertThat(err.toString()).contains("m.eml").doesNotContain("Exception", "\tat ");
        assertThat(run("inspect", folder.resolve("none").toString())).isEqualTo(2);
    }

    @Test
    void oneMailIsNotManyAndItsFateIsSaid() throws Exception {
        String report = """
            <?xml version="1.0"?><feedback><report_metadata><org_name>O</org_name><email>o@o.example</email>
            <report_id>1</report_id><date_range><begin>1530133200</begin><end>1530219600</end></date_range>
            </report_metadata><policy_published><domain>a.example</domain><p>none</p></policy_published>
            <record><row><source_ip>192.0.2.1</source_ip><count>1</count><policy_evaluated>
            <disposition>none</disposition><dkim>fail</dkim><spf>fail</spf></policy_evaluated></row>
            <identifiers><header_from>a.example</header_from></identifiers><auth_results/></record></feedback>
            """;
        assertThat(run("inspect", file(report))).isZero();
        assertThat(out.toString())
                .contains("O saw 1 mail that claims to come from a.example")
                .contains("192.0.2.1: 1 failed, as a.example, let through");
    }

    @Test
    void aReportFileIsReadAlone() throws Exception {
        String report = """
            {"organization-name":"O","date-range":{"start-datetime":"2026-01-01T00:00:00Z",
             "end-datetime":"2026-01-01T23:59:59Z"},"report-id":"r1","policies":[
             {"policy":{"policy-type":"sts","policy-domain":"a.example"},
             "summary":{"total-successful-session-count":7,"total-failure-session-count":2}}]}
            """;
        assertThat(run("inspect", file(report))).isZero();
        assertThat(out.toString()).contains("O had 7 protected sessions with a.example and 2 that failed");
    }
}
