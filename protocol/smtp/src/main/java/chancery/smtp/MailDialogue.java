package chancery.smtp;

import chancery.mail.EnvelopeRecipient;
import chancery.mail.SmtpReply;
import chancery.smtp.ContentReceiver.Received;
import chancery.smtp.EnvelopeParser.Parsed;
import java.io.IOException;

/** The commands of a mail transaction and their order (RFC 5321 §4.1.4). */
final class MailDialogue {
    private enum Stage {
        NONE,
        ENVELOPE,
        CHUNKS
    }

    private final WireChannel wire;
    private final SmtpSessionCallbacks callbacks;
    private final EnvelopeParser parser;
    private final SmtpLimits limits;
    private final SessionWatch watch;
    private Stage stage = Stage.NONE;
    private boolean smtpUtf8;
    private int recipients;
    private int transactions;
    private ContentReceiver chunks;

    MailDialogue(
            WireChannel wire,
            SmtpSessionCallbacks callbacks,
            EnvelopeParser parser,
            SmtpLimits limits,
            SessionWatch watch) {
        this.wire = wire;
        this.callbacks = callbacks;
        this.parser = parser;
        this.limits = limits;
        this.watch = watch;
        this.chunks = newReceiver(NO_CONTENT);
    }

    private static final ContentSink NO_CONTENT = new ContentSink() {
        @Override
        public void write(byte[] octets, int offset, int length) {}

        @Override
        public SmtpReply finish() {
            return Replies.OUT_OF_ORDER;
        }

        @Override
        public void abort() {}
    };

    private ContentReceiver newReceiver(ContentSink sink) {
        return new ContentReceiver(wire, sink, limits, watch, callbacks::failed);
    }

    boolean open() {
        return stage != Stage.NONE;
    }

    boolean exhausted() {
        return transactions >= limits.session().transactions();
    }

    SmtpReply mail(ConnectionFacts facts, String argument) {
        if (stage != Stage.NONE || facts.helo().isEmpty()) {
            return Replies.OUT_OF_ORDER;
        }
        return switch (parser.mail(argument, facts.tls().isPresent())) {
            case Parsed.Refused<MailCommand>(SmtpReply reply) -> reply;
            case Parsed.Value<MailCommand>(MailCommand command) -> mail(facts, command);
        };
    }

    private SmtpReply mail(ConnectionFacts facts, MailCommand command) {
        if (command.size().orElse(0) > limits.content().size()) {
            return Replies.TOO_BIG;
        }
        SmtpReply reply = callbacks.mail(facts, command);
        if (reply.isPositive()) {
            stage = Stage.ENVELOPE;
            smtpUtf8 = command.options().smtpUtf8();
            recipients = 0;
            transactions++;
        }
        return reply;
    }

    SmtpReply rcpt(String argument) {
        if (stage != Stage.ENVELOPE) {
            return Replies.OUT_OF_ORDER;
        }
        return switch (parser.rcpt(argument, smtpUtf8)) {
            case Parsed.Refused<EnvelopeRecipient>(SmtpReply reply) -> reply;
            case Parsed.Value<EnvelopeRecipient>(EnvelopeRecipient recipient) -> rcpt(recipient);
        };
    }

    private SmtpReply rcpt(EnvelopeRecipient recipient) {
        if (recipients >= limits.session().recipients()) {
            return Replies.TOO_MANY_RECIPIENTS;
        }
        SmtpReply reply = callbacks.rcpt(recipient);
        if (reply.isPositive()) {
            recipients++;
        }
        return reply;
    }

    /** DATA up to its final reply. */
    Received data(String argument) throws IOException {
        if (stage != Stage.ENVELOPE) {
            return new Received(Replies.OUT_OF_ORDER, false);
        }
        if (!argument.isEmpty()) {
            return new Received(Replies.NO_ARGUMENT, false);
        }
        if (recipients == 0) {
            return new Received(Replies.NO_RECIPIENTS, false);
        }
        ContentReceiver receiver = newReceiver(callbacks.content());
        try {
            wire.writeLine("354 Send the message, end with a dot on a line of its own");
            return receiver.data();
        } finally {
            receiver.abort();
            reset();
        }
    }

    /** One chunk and its reply (RFC 3030 §2). A chunk is read whatever the answer, as the client sends it at once. */
    Received bdat(String argument) throws IOException {
        String[] words = argument.split(" ");
        boolean last = words.length == 2 && words[1].equalsIgnoreCase("LAST");
        if (!words[0].matches("[0-9]{1,18}") || words.length > 2 || (words.length == 2 && !last)) {
            // without a size nobody knows where commands begin again
            return new Received(Replies.malformed("'BDAT size [LAST]' expected"), true);
        }
        long size = Long.parseLong(words[0]);
        SmtpReply wrong = outOfOrder();
        if (wrong.isPermanent()) {
            return new Received(wrong, !newReceiverForNothing().chunk(size));
        }
        if (stage == Stage.ENVELOPE) {
            chunks = newReceiver(callbacks.content());
            stage = Stage.CHUNKS;
        }
        return chunk(size, last);
    }

    private SmtpReply outOfOrder() {
        if (stage == Stage.NONE) {
            return Replies.OUT_OF_ORDER;
        }
        return recipients == 0 ? Replies.NO_RECIPIENTS : Replies.OK;
    }

    private ContentReceiver newReceiverForNothing() {
        ContentReceiver nothing = newReceiver(NO_CONTENT);
        nothing.refuse(Replies.OUT_OF_ORDER);
        return nothing;
    }

    private Received chunk(long size, boolean last) throws IOException {
        boolean goesOn = chunks.chunk(size);
        if (chunks.refused()) {
            SmtpReply refusal = chunks.refusal();
            reset();
            return new Received(refusal, !goesOn);
        }
        if (!last) {
            return new Received(SmtpReply.of(250, "2.0.0", size + " octets received"), false);
        }
        SmtpReply reply = chunks.finishChunks();
        reset();
        return new Received(reply, false);
    }

    /** Ends the transaction, if one is open. */
    void reset() {
        if (stage == Stage.CHUNKS) {
            chunks.abort();
        }
        if (stage != Stage.NONE) {
            stage = Stage.NONE;
            callbacks.reset();
        }
    }
}
