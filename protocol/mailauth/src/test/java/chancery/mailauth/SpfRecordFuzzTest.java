package chancery.mailauth;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mail.SyntaxException;
import chancery.net.FakeDns;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;

/** A record is read or refused, and one that is read can be evaluated. */
class SpfRecordFuzzTest {
    private static final InetAddress CLIENT = InetAddress.ofLiteral("2001:db8::9");

    @FuzzTest(maxDuration = "5m")
    void record(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        SpfRecord record;
        try {
            record = SpfRecord.parse(text);
        } catch (SyntaxException e) {
            assertThat(e.position()).isBetween(0, text.length());
            return;
        }
        assertThat(text).startsWithIgnoringCase("v=spf1");
        record.directives().forEach(d -> assertThat(text).contains(d.text()));
        assertThat(record.lookupTerms()).isBetween(0, record.directives().size() + 1);
        var macros = new MacroExpansion(
                new SpfQuery(SpfQuery.Identity.MAIL_FROM, CLIENT, "h.example", "local+part", "a.example"),
                "r.example",
                Instant.EPOCH,
                new SpfAddresses(new DeadlineDns(new FakeDns(), InstantSource.system(), Instant.MAX), CLIENT));
        record.modifiers()
                .forEach(m ->
                        assertThat(macros.name(m.value(), "a.example").length()).isNotNegative());
    }
}
