package chancery.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import chancery.mail.EmailAddress;
import chancery.mail.EnvelopeRecipient;
import chancery.mail.ReversePath;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;

class LineEncoderTest {
    private static final byte[] KEY = {1, 2, 3};

    private static String line(LogOptions.Format format, boolean domains, java.util.function.Consumer<Logger> call) {
        var context = new LoggerContext();
        var encoder = new LineEncoder(new Redaction(KEY, true, domains), format);
        var lines = new StringBuilder();
        var appender = new AppenderBase<ILoggingEvent>() {
            @Override
            protected void append(ILoggingEvent event) {
                lines.append(new String(encoder.encode(event), StandardCharsets.UTF_8));
            }
        };
        appender.setContext(context);
        appender.start();
        var logger = context.getLogger("chancery.test");
        logger.addAppender(appender);
        call.accept(logger);
        return lines.toString();
    }

    private static EmailAddress ada() throws Exception {
        return EmailAddress.parse("Ada.Lovelace@clinic.example");
    }

    @ParameterizedTest
    @EnumSource(LogOptions.Format.class)
    void addressesAreHiddenInEveryPlace(LogOptions.Format format) throws Exception {
        var ada = ada();
        var written = line(
                format,
                false,
                log -> log.atInfo()
                        .addKeyValue("sender", ada)
                        .addKeyValue("path", new ReversePath.Mailbox(ada))
                        .addKeyValue("all", List.of(ada, ada))
                        .addKeyValue("recipient", new EnvelopeRecipient(ada))
                        .addKeyValue("reply", "550 <ada.lovelace@clinic.example>: no such user")
                        .setCause(new IllegalStateException("Key (a)=(\"ada lovelace\"@clinic.example) exists"))
                        .log("to ada.lovelace@clinic.example"));
        assertThat(written.toLowerCase(java.util.Locale.ROOT)).doesNotContain("lovelace", "clinic.example");
        assertThat(written).contains("~", "no such user", "IllegalStateException");
    }

    @Test
    void oneAddressHasOneTag() throws Exception {
        var redaction = new Redaction(KEY, true, false);
        var tag = redaction.show(ada());
        assertThat(tag).matches("~[0-9a-f]{8}");
        assertThat(redaction.text("<ada.lovelace@clinic.example>")).isEqualTo("<" + tag + ">");
        assertThat(new Redaction(new byte[] {9}, true, false).show(ada())).isNotEqualTo(tag);
        assertThat(new Redaction(KEY, true, true).show(ada())).isEqualTo(tag + "@clinic.example");
        assertThat(new Redaction(KEY, false, true).show(ada())).isEqualTo("Ada.Lovelace@clinic.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@b.example",
                "\"a b\"@b.example",
                "müller@exämple.example",
                "user+tag@[192.0.2.1]",
                "user@[IPv6:2001:db8::1]",
                "from=<x@y.example>",
                "o'brien@irish.example"
            })
    void findsAddressesInText(String text) {
        assertThat(new Redaction(KEY, true, false).text(text)).contains("~").doesNotContain("@");
    }

    @Test
    void aValueCannotForgeALine() {
        var forged = "x\r\n{\"level\":\"error\"}\u2028\u0007\"\\ \ud800";
        var json = line(
                LogOptions.Format.JSON,
                false,
                log -> log.atInfo().addKeyValue("helo", forged).log("m"));
        assertThat(json).hasLineCount(1).contains("x\\u000d\\n{\\\"level\\\"", "\\u0007", "\\ud800");
        var text = line(
                LogOptions.Format.TEXT,
                false,
                log -> log.atInfo().addKeyValue("helo", forged).log("m"));
        assertThat(text.strip().lines()).hasSize(1);
    }

    @Test
    void jsonKeepsNumbersAndNames() {
        var json = line(
                LogOptions.Format.JSON,
                false,
                log -> log.atInfo()
                        .addKeyValue("event", "mail-accepted")
                        .addKeyValue("size", 7)
                        .log("Mail accepted"));
        assertThat(json)
                .startsWith("{\"time\":\"")
                .endsWith("\"level\":\"info\",\"module\":\"test\",\"message\":\"Mail accepted\","
                        + "\"event\":\"mail-accepted\",\"size\":7}\n");
    }

    @Test
    void longTextIsCut() {
        assertThat(new Redaction(KEY, true, false).text("x".repeat(100_000)).length())
                .isLessThan(2_100);
    }
}
