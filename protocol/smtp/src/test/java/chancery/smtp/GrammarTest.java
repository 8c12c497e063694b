package chancery.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chancery.mail.EnvelopeRecipient;
import chancery.mail.Notify;
import chancery.mail.SmtpReply;
import chancery.mail.SyntaxException;
import chancery.smtp.EnvelopeParser.Parsed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrammarTest {
    private static final EnvelopeParser PARSER = new EnvelopeParser("mx.example");

    @Property(tries = 200)
    void xtextIsReadBackToTheSameOctets(@ForAll String text) throws SyntaxException {
        String decoded = Xtext.decode(Xtext.encode(text));
        assertThat(decoded.getBytes(StandardCharsets.ISO_8859_1)).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"+", "+4", "a+4g", "a=b", "a b", "+2b", "é"})
    void badXtextIsRefused(String text) {
        assertThatThrownBy(() -> Xtext.decode(text)).isInstanceOf(SyntaxException.class);
    }

    @Test
    void parametersKeepTheirValues() throws SyntaxException {
        assertThat(EsmtpParameters.parse(" size=10  BODY=8bitmime SMTPUTF8", 0))
                .isEqualTo(Map.of("SIZE", "10", "BODY", "8bitmime", "SMTPUTF8", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"=x", "A=", "A=b=c", "A B A", "-A", "A=\u0001", "A_B"})
    void badParametersAreRefused(String text) {
        assertThatThrownBy(() -> EsmtpParameters.parse(text, 0)).isInstanceOf(SyntaxException.class);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "FROM:<>                                     | ''                     | ''",
                "from:<a@b.example>                          | a@b.example            | ''",
                "FROM: <a@b.example> SIZE=1                  | a@b.example            | ' SIZE=1'",
                "FROM:<\"a>b\"@c.example>                    | \"a>b\"@c.example      | ''",
                "FROM:<\"a\\\">\"@c.example> X               | \"a\\\">\"@c.example   | ' X'",
                "FROM:<@r.example,@s.example:a@b.example>    | a@b.example            | ''",
            })
    void pathsAreFound(String argument, String mailbox, String parameters) throws SyntaxException {
        PathParser.Split split = PathParser.split(argument, "FROM:");
        assertThat(split.mailbox()).isEqualTo(mailbox);
        assertThat(split.parameters()).isEqualTo(parameters);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "FROM",
                "FROM:",
                "FROM:a@b",
                "FROM:<a@b",
                "FROM:<a@b>x",
                "FROM:<@r.example>",
                "FROM:<@r:>x",
                "TO:<a@b>",
                "FROM:<\"a>"
            })
    void noPathNoValue(String argument) {
        assertThatThrownBy(() -> PathParser.split(argument, "FROM:")).isInstanceOf(SyntaxException.class);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "TO:<a@b.example> NOTIFY=                           | 501",
                "TO:<a@b.example> NOTIFY=NEVER,SUCCESS              | 501",
                "TO:<a@b.example> NOTIFY=SUCCESS,SUCCESS            | 501",
                "TO:<a@b.example> NOTIFY=PERHAPS                    | 501",
                "TO:<a@b.example> ORCPT=a@b.example                 | 501",
                "TO:<a@b.example> ORCPT=rfc822;                     | 501",
                "TO:<a@b.example> ORCPT=rfc822;a+0Ab                | 501",
                "TO:<a@b.example> ORCPT=rfc822;a+zz                 | 501",
                "TO:<>                                              | 501",
                "TO:<a@b.example> RET=FULL                          | 555",
                "TO:<ü@b.example>                                   | 553",
                "TO:<a@bücher.example>                              | 553",
            })
    void recipientsAreRefused(String argument, int code) {
        assertThat(PARSER.rcpt(argument, false))
                .isInstanceOfSatisfying(
                        Parsed.Refused.class,
                        refused -> assertThat(refused.reply().code()).isEqualTo(code));
    }

    @Test
    void aRecipientHasItsParameters() {
        Parsed<EnvelopeRecipient> parsed =
                PARSER.rcpt("TO:<A@B.Example> ORCPT=rfc822;A+2Bx@B.Example NOTIFY=failure,Delay", false);
        assertThat(parsed).isInstanceOf(Parsed.Value.class);
        if (parsed instanceof Parsed.Value<EnvelopeRecipient>(EnvelopeRecipient recipient)) {
            assertThat(recipient.address().toString()).isEqualTo("A@b.example");
            assertThat(recipient.notifyOn()).containsExactlyInAnyOrder(Notify.FAILURE, Notify.DELAY);
            assertThat(recipient.originalRecipient()).contains("rfc822;A+2Bx@B.Example");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "FROM:<a@b.example> ENVID=                  | 501",
                "FROM:<a@b.example> ENVID=a+0A              | 501",
                "FROM:<a@b.example> RET=SOME                | 501",
                "FROM:<a@b.example> SMTPUTF8=yes            | 501",
                "FROM:<a@b.example> AUTH=a                  | 501",
                "FROM:<a@b.example> SIZE=-1                 | 501",
                "FROM:<a@b.example> SIZE=999999999999999999999 | 501",
                "FROM:<a@b.example> REQUIRETLS              | 555",
                "FROM:<a@b.example> NOTIFY=NEVER            | 555",
            })
    void sendersAreRefused(String argument, int code) {
        assertThat(PARSER.mail(argument, false))
                .isInstanceOfSatisfying(
                        Parsed.Refused.class,
                        refused -> assertThat(refused.reply().code()).isEqualTo(code));
    }

    @Test
    void aReplyIsReadWithItsStatus() throws SyntaxException {
        ServerReply.Line line = ServerReply.line("550-5.1.1 No such");
        assertThat(line.last()).isFalse();
        ServerReply reply = ServerReply.of(550, List.of("5.1.1 No such", "5.1.1 mailbox", "here"));
        assertThat(reply.status().orElseThrow()).hasToString("5.1.1");
        assertThat(reply.text()).isEqualTo("No such mailbox here");
        assertThat(ServerReply.of(250, List.of("5.1.1 odd")).status()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "25", "25x", "150 x", "650 x", "250_x", "x50 y"})
    void noReplyNoValue(String line) {
        assertThatThrownBy(() -> ServerReply.line(line)).isInstanceOf(SyntaxException.class);
    }

    @Test
    void aLongReplyIsContinued() {
        String wire = ReplyWriter.wireForm(
                SmtpReply.of(550, "5.7.1", "word ".repeat(200).strip()));
        assertThat(wire.lines()).allMatch(line -> line.length() <= 510 && line.matches("550[- ]5\\.7\\.1 word.*"));
        assertThat(wire.lines().filter(line -> line.startsWith("550 "))).hasSize(1);
    }

    @Test
    void theExtensionsOfAServerAreRead() {
        EhloReply ehlo = EhloReply.of(new ServerReply(
                250,
                java.util.Optional.empty(),
                List.of("mx.example hello", "size 1000", "LIMITS RCPTMAX=7 x", "AUTH PLAIN", "  ", "odd=line")));
        assertThat(ehlo.maximumSize()).hasValue(1_000);
        assertThat(ehlo.limit("RCPTMAX")).hasValue(7);
        assertThat(ehlo.offers("AUTH")).isTrue();
        assertThat(ehlo.offers("PIPELINING")).isFalse();
    }

    @Property(tries = 500)
    void theFastScanFindsWhatTheSlowOneFinds(@ForAll byte[] octets) {
        for (int i = 0; i < octets.length; i++) {
            // mostly small values, where the finds are
            octets[i] = (byte) (octets[i] & 0x1f);
        }
        int slow = 0;
        while (slow < octets.length && octets[slow] != '\r' && octets[slow] != '\n' && octets[slow] != 0) {
            slow++;
        }
        assertThat(LineScan.next(octets, 0, octets.length)).isEqualTo(slow);
    }
}
