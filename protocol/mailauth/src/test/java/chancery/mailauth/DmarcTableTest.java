package chancery.mailauth;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mail.SyntaxException;
import chancery.mailauth.DmarcRecord.Alignment;
import chancery.mime.HeaderSection;
import chancery.mime.MessageParser;
import chancery.mime.MimeLimits;
import chancery.net.FakeDns;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Cases written from the text of RFC 9989, its examples first. */
class DmarcTableTest {
    private static final InetAddress CLIENT = InetAddress.ofLiteral("192.0.2.1");

    private static Stream<String[]> lines(String table) throws IOException {
        try (var in = DmarcTableTest.class.getResourceAsStream(table)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().filter(l -> !l.startsWith("#")).map(l -> l.split("\t", -1)).toList().stream();
        }
    }

    @Test
    void enoughCases() throws IOException {
        assertThat(lines("dmarc-cases.tsv").map(c -> c[0]).distinct()).hasSizeGreaterThanOrEqualTo(190);
    }

    @TestFactory
    Stream<DynamicTest> evaluation() throws IOException {
        return lines("dmarc-cases.tsv").map(c -> DynamicTest.dynamicTest(c[0], () -> evaluate(c)));
    }

    private static void evaluate(String[] cells) throws Exception {
        var dns = new FakeDns();
        for (String entry : cells[1].split(" \\| ")) {
            publish(dns, entry);
        }
        var result = new DmarcVerifier(dns, InstantSource.fixed(Tests.NOW))
                .verify(header(cells[2]), spf(cells[3]), dkim(cells[4]));
        assertThat(result.result().word()).as("%s", result).isEqualTo(cells[5]);
        assertThat(result.policyDomain()).as("%s", result).isEqualTo(cells[6].equals("-") ? "" : cells[6]);
        if (result.result() != ResultWord.TEMPERROR) {
            assertThat(result.applicable().word()).as("%s", result).isEqualTo(cells[7]);
        }
        assertThat(dns.questions()).isLessThan(30);
    }

    private static void publish(FakeDns dns, String entry) {
        if (entry.equals("-")) {
            return;
        }
        String name = entry.substring(0, entry.indexOf(": "));
        String what = entry.substring(entry.indexOf(": ") + 2);
        switch (what) {
            case "A" -> dns.address(name, "192.0.2.9");
            case "AAAA" -> dns.address(name, "2001:db8::9");
            case "MX" -> dns.mx(name, 10, "mx.other.example");
            case "TXT" -> dns.txt(name, "something");
            case "ALIAS" -> dns.alias(name, "gone.other.example");
            case "FAIL" -> dns.fails("_dmarc." + name, "SERVFAIL");
            case "DNSFAIL" -> dns.fails(name, "SERVFAIL");
            default -> Tests.longTxt(dns, "_dmarc." + name, what);
        }
    }

    private static HeaderSection header(String from) throws SyntaxException, IOException {
        String field = from.equals("-") ? "" : "From: " + from.replace("~", "\r\n") + "\r\n";
        byte[] octets = ("To: b@b.example\r\n" + field + "\r\n").getBytes(StandardCharsets.UTF_8);
        return MessageParser.parseHeader(new ByteArrayInputStream(octets), MimeLimits.STANDARD);
    }

    private static ResultWord word(String text) {
        return ResultWord.valueOf(text.toUpperCase(Locale.ROOT));
    }

    private static SpfResult spf(String cell) {
        String[] parts = cell.equals("-") ? new String[] {"", "none"} : cell.split(":");
        var query = new SpfQuery(SpfQuery.Identity.MAIL_FROM, CLIENT, "helo.example", "a", parts[0]);
        return new SpfResult(word(parts[1]), query, List.of(), 0, 0, "", "");
    }

    private static List<DkimResult> dkim(String cell) {
        var results = new ArrayList<DkimResult>();
        for (String item : cell.equals("-") ? new String[] {} : cell.split(" ")) {
            String domain = item.split(":")[0];
            results.add(new DkimResult(
                    word(item.split(":")[1]),
                    domain,
                    "s",
                    "@" + domain,
                    "rsa-sha256",
                    List.of("from"),
                    DkimResult.Key.NONE,
                    "",
                    ""));
        }
        return results;
    }

    @TestFactory
    Stream<DynamicTest> records() throws IOException {
        return lines("dmarc-records.tsv")
                .map(c -> DynamicTest.dynamicTest(
                        c[0], () -> assertThat(read(c[0])).isEqualTo(c[1])));
    }

    private static String read(String text) {
        try {
            var record = DmarcRecord.parse(text);
            assertThat(DmarcRecord.isDmarc(text)).isTrue();
            return String.join(
                    " ",
                    record.own().word(),
                    record.subdomains().word(),
                    record.nonExistent().word(),
                    record.dkimAlignment() == Alignment.STRICT ? "s" : "r",
                    record.spfAlignment() == Alignment.STRICT ? "s" : "r",
                    record.publicSuffix().name().substring(0, 1).toLowerCase(Locale.ROOT),
                    record.testMode() ? "y" : "n",
                    record.isUsable() ? "usable" : "unusable",
                    Integer.toString(record.aggregateReports().size()),
                    String.join(",", new TreeSet<>(record.failureOptions())));
        } catch (SyntaxException e) {
            assertThat(DmarcRecord.isDmarc(text)).isFalse();
            return "no";
        }
    }

    @Test
    void aLineBreakIsNoPartOfTheVersion() {
        assertThat(DmarcRecord.isDmarc("v=DMARC1\n")).isFalse();
        assertThat(DmarcRecord.isDmarc("v=DMARC1")).isTrue();
    }

    // RFC 9989 §4.10
    @Test
    void theEightQueriesOfALongName() {
        assertThat(DmarcTree.targets("a.b.c.d.e.f.g.h.i.j.mail.example.com"))
                .containsExactly(
                        "a.b.c.d.e.f.g.h.i.j.mail.example.com",
                        "g.h.i.j.mail.example.com",
                        "h.i.j.mail.example.com",
                        "i.j.mail.example.com",
                        "j.mail.example.com",
                        "mail.example.com",
                        "example.com",
                        "com");
        assertThat(DmarcTree.targets("a.b.c.d.e.f.g.com")).hasSize(8);
        assertThat(DmarcTree.targets("com")).containsExactly("com");
    }
}
