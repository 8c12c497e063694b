package chancery.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mail.EnvelopeRecipient;
import chancery.mail.ReversePath;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** The arguments of MAIL and RCPT: a value that can be written again as the same, or a 5yz reply. */
class EnvelopeParserFuzzTest {
    private final EnvelopeParser parser = new EnvelopeParser("mx.ours.example");

    @FuzzTest(maxDuration = "5m")
    void arguments(byte[] input) {
        String line = new String(input, StandardCharsets.UTF_8);
        CommandLine command = CommandLine.parse(line);
        assertThat(command).isNotNull();
        switch (parser.mail(line, true)) {
            case EnvelopeParser.Parsed.Value<MailCommand>(MailCommand mail) -> writesBack(mail);
            case EnvelopeParser.Parsed.Refused<MailCommand>(var reply) ->
                assertThat(reply.code()).isBetween(500, 599);
        }
        switch (parser.rcpt(line, true)) {
            case EnvelopeParser.Parsed.Value<EnvelopeRecipient>(EnvelopeRecipient recipient) ->
                assertThat(recipient.address().domain()).isNotEmpty();
            case EnvelopeParser.Parsed.Refused<EnvelopeRecipient>(var reply) ->
                assertThat(reply.code()).isBetween(500, 599);
        }
    }

    private void writesBack(MailCommand mail) {
        String written = switch (mail.reversePath()) {
            case ReversePath.Null none -> "FROM:<>";
            case ReversePath.Mailbox mailbox -> "FROM:<" + mailbox.address() + "> SMTPUTF8";
        };
        assertThat(parser.mail(written, true))
                .isInstanceOfSatisfying(
                        EnvelopeParser.Parsed.Value.class,
                        again -> assertThat(((MailCommand) again.value()).reversePath())
                                .isEqualTo(mail.reversePath()));
    }
}
