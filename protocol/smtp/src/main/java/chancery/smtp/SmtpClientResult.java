package chancery.smtp;

import chancery.mail.EnvelopeRecipient;
import chancery.mail.SmtpReply;
import java.util.List;

/**
 * What became of one mail at one server: exactly one answer per recipient, in the order given.
 *
 * @param lostBeforeContent the connection broke before any octet of the content was sent, so that another may be tried
 */
public record SmtpClientResult(List<Answer> answers, boolean lostBeforeContent) {
    public SmtpClientResult {
        answers = List.copyOf(answers);
    }

    /**
     * One recipient's final reply. 2yz: the server is responsible now.
     *
     * @param remote the reply is the server's; else ours, for what the server does not offer or did not answer
     * @param afterContent the content had left when the reply came or was missed, so that another try may be a second
     *     copy
     */
    public record Answer(EnvelopeRecipient recipient, SmtpReply reply, boolean remote, boolean afterContent) {}
}
