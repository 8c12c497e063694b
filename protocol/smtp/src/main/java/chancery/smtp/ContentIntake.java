package chancery.smtp;

import chancery.mail.SmtpReply;
import java.util.function.Consumer;

/**
 * Stands between the wire and the sink: counts, and once something is wrong gives the content up and lets nothing more
 * through.
 */
final class ContentIntake {
    private static final byte[] CRLF = {'\r', '\n'};

    private final ContentSink sink;
    private final SmtpLimits.Content limits;
    private final Consumer<RuntimeException> faults;
    private SmtpReply refusal = Replies.OK;
    private boolean refused;
    private boolean over;
    private boolean endingsDisagree;
    private long passed;
    private long dropped;
    private long line;

    /** @param faults told when the sink fails */
    ContentIntake(ContentSink sink, SmtpLimits.Content limits, Consumer<RuntimeException> faults) {
        this.faults = faults;
        this.sink = sink;
        this.limits = limits;
    }

    /** Octets of one or several lines, without a check of their length. */
    void pass(byte[] octets, int from, int to) {
        int length = to - from;
        if (refused) {
            dropped += length;
            return;
        }
        if (length == 0) {
            return;
        }
        passed += length;
        if (passed > limits.size()) {
            refuse(Replies.TOO_BIG);
            return;
        }
        try {
            sink.write(octets, from, length);
        } catch (RuntimeException e) {
            faults.accept(e);
            refuse(Replies.FAULT);
        }
    }

    void passLineEnd() {
        pass(CRLF, 0, CRLF.length);
    }

    /** The line that is being read has so many more octets. */
    void lengthen(int octets) {
        line += octets;
        if (line + CRLF.length > limits.line()) {
            refuse(Replies.LONG_LINE);
        }
    }

    void endLine() {
        line = 0;
    }

    /** The first refusal counts; the sink is told to forget the content. */
    void refuse(SmtpReply reply) {
        if (!refused) {
            refused = true;
            refusal = reply;
            abort();
        }
    }

    /** A CR, LF or NUL that stands where no other server may see a line end. */
    void refuseLineEnding() {
        endingsDisagree = true;
        refuse(Replies.BAD_LINE_ENDING);
    }

    boolean refused() {
        return refused;
    }

    /** A CR, LF or NUL out of place: whatever the client says next may come from someone else. */
    boolean endingsDisagree() {
        return endingsDisagree;
    }

    SmtpReply refusal() {
        return refusal;
    }

    /** More was thrown away than politeness asks for. */
    boolean drainedEnough() {
        return dropped > limits.drain();
    }

    long octets() {
        return passed + dropped;
    }

    /** The content came to its end: the sink's reply, or the refusal. */
    SmtpReply finish() {
        if (refused) {
            return refusal;
        }
        over = true;
        try {
            return sink.finish();
        } catch (RuntimeException e) {
            faults.accept(e);
            return Replies.FAULT;
        }
    }

    /** The content does not come to its end; may be called again. */
    void abort() {
        if (over) {
            return;
        }
        over = true;
        refused = true;
        try {
            sink.abort();
        } catch (RuntimeException e) {
            // the sink failed to forget what nobody can reach any more; the session goes on
            faults.accept(e);
        }
    }
}
