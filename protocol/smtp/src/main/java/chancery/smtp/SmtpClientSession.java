package chancery.smtp;

import chancery.mail.EnvelopeRecipient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An open session: any number of mails, one after the other, by one thread at a time. */
public final class SmtpClientSession implements AutoCloseable {
    private static final Duration QUIT_PATIENCE = Duration.ofSeconds(2);

    private final SmtpClientChannel channel;
    private final SmtpClientConfig config;
    private final EhloReply offers;
    private final Optional<SmtpClientEvidence> evidence;
    private boolean usable = true;
    private boolean transactionOpen;
    private int mails;

    SmtpClientSession(
            SmtpClientChannel channel,
            SmtpClientConfig config,
            EhloReply offers,
            Optional<SmtpClientEvidence> evidence) {
        this.channel = channel;
        this.config = config;
        this.offers = offers;
        this.evidence = evidence;
    }

    /** What the handshake showed; empty on a connection in clear. */
    public Optional<SmtpClientEvidence> evidence() {
        return evidence;
    }

    /** True when the server named this extension in its last answer to EHLO, keyword in upper case. */
    public boolean offers(String keyword) {
        return offers.offers(keyword);
    }

    public InetSocketAddress remoteAddress() {
        return channel.remoteAddress();
    }

    /** False once the connection is broken, or the server said that it is leaving or takes no more mail here. */
    public boolean isUsable() {
        return usable && mails < offers.limit("MAILMAX").orElse(Long.MAX_VALUE);
    }

    /** Transactions carried so far. */
    public int mails() {
        return mails;
    }

    /**
     * Sends one mail, in several transactions when it has more recipients than one may carry. Never throws for what
     * the server or the network does.
     *
     * @param within for all of it
     */
    public SmtpClientResult send(SmtpClientMail mail, Duration within) {
        int most =
                (int) Math.min(config.maxRecipients(), offers.limit("RCPTMAX").orElse(config.maxRecipients()));
        channel.deadlineIn(within);
        List<EnvelopeRecipient> all = mail.recipients();
        if (all.size() <= most) {
            return transaction(mail);
        }
        List<SmtpClientResult.Answer> answers = new ArrayList<>();
        boolean lostBefore = true;
        for (int from = 0; from < all.size(); from += most) {
            var part = mail.withRecipients(all.subList(from, Math.min(all.size(), from + most)));
            var result = transaction(part);
            answers.addAll(result.answers());
            lostBefore &= result.lostBeforeContent();
        }
        return new SmtpClientResult(answers, lostBefore);
    }

    private SmtpClientResult transaction(SmtpClientMail mail) {
        mails++;
        var transaction = new SmtpClientTransaction(channel, config.timeouts(), offers, evidence, mail);
        if (transactionOpen && !refresh(channel.timeLeft())) {
            transaction.lost(new java.io.EOFException());
        } else if (usable) {
            transaction.run();
        } else {
            transaction.lost(new java.io.EOFException());
        }
        usable = usable && transaction.connectionIsGood();
        transactionOpen = transaction.isLeftOpen();
        if (!usable) {
            channel.abort();
        }
        return transaction.result();
    }

    /** False when the server has already said good-bye, as far as that can be seen without asking. */
    public boolean isQuiet() {
        try {
            return usable && !channel.hasUnasked();
        } catch (IOException e) {
            return false;
        }
    }

    /** Makes sure that the server is still there and has no transaction open; false ends the session. */
    public boolean refresh(Duration within) {
        if (!usable) {
            return false;
        }
        try {
            channel.deadlineIn(within);
            usable = SmtpClientReplies.isCompletion(
                    channel.command("RSET", config.timeouts().command()));
            transactionOpen = false;
        } catch (IOException e) {
            usable = false;
        }
        if (!usable) {
            channel.close();
        }
        return usable;
    }

    /** Says QUIT when the connection still stands, waits at most two seconds for the answer, and closes. */
    @Override
    public void close() {
        if (usable) {
            usable = false;
            try {
                channel.deadlineIn(QUIT_PATIENCE);
                channel.command("QUIT", QUIT_PATIENCE);
            } catch (IOException e) {
                // the server need not wait for our good-bye
                channel.close();
            }
        }
        channel.close();
    }
}
