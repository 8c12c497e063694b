package chancery.smtp;

import chancery.mail.EnvelopeRecipient;
import chancery.mail.SmtpReply;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One MAIL, its RCPTs and its DATA (RFC 5321 §3.3), in as few round trips as the server allows (RFC 2920 §3.1). */
final class SmtpClientTransaction {
    private final SmtpClientChannel channel;
    private final SmtpClientConfig.Timeouts time;
    private final EhloReply offers;
    private final SmtpClientMail mail;
    private final SmtpClientNeeds needs;
    private final SmtpClientResult.@Nullable Answer[] answers;
    private boolean connectionIsGood = true;
    private boolean leftOpen;
    private boolean contentStarted;
    private boolean lostBeforeContent;

    SmtpClientTransaction(
            SmtpClientChannel channel,
            SmtpClientConfig.Timeouts time,
            EhloReply offers,
            Optional<SmtpClientEvidence> evidence,
            SmtpClientMail mail) {
        this.channel = channel;
        this.time = time;
        this.offers = offers;
        this.mail = mail;
        boolean verified = evidence.map(SmtpClientEvidence::verified).orElse(false);
        this.needs = new SmtpClientNeeds(mail, offers, verified);
        this.answers = new SmtpClientResult.Answer[mail.recipients().size()];
    }

    void run() {
        try {
            var refusal = needs.refusal();
            if (refusal.isPresent()) {
                settleRest(refusal.get(), false);
                return;
            }
            refuseSingly();
            List<Integer> asked = unsettled();
            if (!asked.isEmpty()) {
                transact(asked);
            }
        } catch (SmtpClientContentWriter.BareLineEndException e) {
            connectionIsGood = false;
            settleRest(SmtpReply.of(554, "5.6.0", "The content has line ends that SMTP cannot carry"), false);
        } catch (IOException e) {
            lost(e);
        } catch (RuntimeException e) {
            connectionIsGood = false;
            channel.abort();
            throw e;
        }
    }

    /** Whoever has no final answer yet is delayed. */
    void lost(IOException e) {
        connectionIsGood = false;
        lostBeforeContent = !contentStarted;
        settleRest(SmtpClientTrouble.reply(e), false);
    }

    private void refuseSingly() {
        for (int i = 0; i < answers.length; i++) {
            var refusal = needs.refusal(mail.recipients().get(i));
            if (refusal.isPresent()) {
                settle(i, refusal.get(), false);
            }
        }
    }

    private void transact(List<Integer> asked) throws IOException {
        var commands = new SmtpClientCommands(offers, needs.asUtf8());
        boolean goOn = offers.offers("PIPELINING") ? pipelined(commands, asked) : stepwise(commands, asked);
        if (goOn) {
            sendContent();
        }
    }

    private boolean pipelined(SmtpClientCommands commands, List<Integer> asked) throws IOException {
        var group = new StringBuilder(commands.mail(mail));
        for (int i : asked) {
            group.append(commands.rcpt(mail.recipients().get(i)));
        }
        channel.write(group.append("DATA\r\n").toString());
        var mailReply = reply();
        boolean mailTaken = SmtpClientReplies.isCompletion(mailReply);
        lostBeforeContent = mailReply.code() == 421;
        boolean anyone = false;
        for (int i : asked) {
            var rcpt = reply();
            if (!mailTaken) {
                settle(i, SmtpClientReplies.value(mailReply), true);
            } else if (SmtpClientReplies.isCompletion(rcpt)) {
                anyone = true;
            } else {
                settle(i, SmtpClientReplies.value(rcpt), true);
            }
        }
        leftOpen = mailTaken;
        return mayStart(channel.read(time.dataStart()), anyone);
    }

    private boolean stepwise(SmtpClientCommands commands, List<Integer> asked) throws IOException {
        channel.write(commands.mail(mail));
        var mailReply = reply();
        if (!SmtpClientReplies.isCompletion(mailReply)) {
            lostBeforeContent = mailReply.code() == 421;
            settleRest(SmtpClientReplies.value(mailReply), true);
            return false;
        }
        leftOpen = true;
        boolean anyone = false;
        for (int i : asked) {
            channel.write(commands.rcpt(mail.recipients().get(i)));
            var rcpt = reply();
            if (SmtpClientReplies.isCompletion(rcpt)) {
                anyone = true;
            } else {
                settle(i, SmtpClientReplies.value(rcpt), true);
            }
            if (!connectionIsGood) {
                settleRest(SmtpClientReplies.value(rcpt), true);
                return false;
            }
        }
        return anyone && mayStart(channel.command("DATA", time.dataStart()), true);
    }

    private boolean mayStart(ServerReply data, boolean anyone) throws IOException {
        note(data);
        if (!SmtpClientReplies.wantsMore(data)) {
            var refused = SmtpClientReplies.isCompletion(data)
                    ? SmtpReply.of(451, "4.5.0", "The next hop broke the protocol")
                    : SmtpClientReplies.value(data);
            connectionIsGood &= !SmtpClientReplies.isCompletion(data);
            settleRest(refused, true);
            return false;
        }
        if (!anyone) {
            // RFC 2920 §3.1: DATA was taken although nobody was; an empty mail gets out of it
            channel.write(".\r\n");
            note(channel.read(time.dataEnd()));
            return false;
        }
        return true;
    }

    private void sendContent() throws IOException {
        contentStarted = true;
        try (InputStream in = mail.content().open();
                var _ = SmtpClientWatch.over(channel, mail.size(), time)) {
            new SmtpClientContentWriter(channel, mail.size()).write(in);
        }
        var end = channel.read(time.dataEnd());
        note(end);
        leftOpen = false;
        connectionIsGood &= !SmtpClientReplies.wantsMore(end);
        settleRest(SmtpClientReplies.value(end), true);
    }

    private ServerReply reply() throws IOException {
        var reply = channel.read(time.command());
        note(reply);
        return reply;
    }

    // RFC 5321 §3.8: 421 announces that the connection closes
    private void note(ServerReply reply) {
        if (reply.code() == 421 || reply.code() == 521) {
            connectionIsGood = false;
        }
    }

    private List<Integer> unsettled() {
        List<Integer> indexes = new ArrayList<>(answers.length);
        for (int i = 0; i < answers.length; i++) {
            if (answers[i] == null) {
                indexes.add(i);
            }
        }
        return indexes;
    }

    private void settle(int index, SmtpReply reply, boolean remote) {
        EnvelopeRecipient recipient = mail.recipients().get(index);
        answers[index] = new SmtpClientResult.Answer(recipient, reply, remote, contentStarted);
    }

    private void settleRest(SmtpReply reply, boolean remote) {
        for (int i : unsettled()) {
            settle(i, reply, remote);
        }
    }

    boolean connectionIsGood() {
        return connectionIsGood;
    }

    /** The server may still hold a reverse-path of ours. */
    boolean isLeftOpen() {
        return leftOpen;
    }

    SmtpClientResult result() {
        List<SmtpClientResult.Answer> all = new ArrayList<>(answers.length);
        for (var answer : Arrays.asList(answers)) {
            if (answer != null) {
                all.add(answer);
            }
        }
        return new SmtpClientResult(all, lostBeforeContent);
    }
}
