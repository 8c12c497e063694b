package chancery.smtp;

import chancery.mail.SmtpReply;
import java.io.IOException;
import java.util.function.Consumer;

/** Reads one content from the wire into a sink, by DATA or by chunks. */
final class ContentReceiver {
    private final WireChannel wire;
    private final ContentIntake intake;
    private final ContentPace pace;
    private final ChunkScanner chunks;

    ContentReceiver(
            WireChannel wire,
            ContentSink sink,
            SmtpLimits limits,
            SessionWatch watch,
            Consumer<RuntimeException> faults) {
        this.wire = wire;
        this.intake = new ContentIntake(sink, limits.content(), faults);
        this.pace = new ContentPace(limits.patience(), watch);
        this.chunks = new ChunkScanner(intake);
    }

    /** What to answer, and whether the session can go on. */
    record Received(SmtpReply reply, boolean close) {}

    /** Everything up to CR LF dot CR LF. */
    Received data() throws IOException {
        var scanner = new DataScanner(intake);
        try {
            while (!scanner.ended()) {
                if (!wire.hasInput()) {
                    fill();
                }
                wire.consumeTo(scanner.scan(wire.input(), wire.position(), wire.limit()));
                if (intake.drainedEnough()) {
                    return new Received(intake.refusal(), true);
                }
            }
            return new Received(intake.finish(), intake.endingsDisagree());
        } finally {
            intake.abort();
        }
    }

    private void fill() throws IOException {
        pace.expect(intake);
        wire.fillContent();
        pace.check(intake);
    }

    /** So many octets of a chunk; false when the rest is too much to drain. */
    boolean chunk(long size) throws IOException {
        long left = size;
        while (left > 0) {
            if (!wire.hasInput()) {
                fill();
            }
            int take = (int) Math.min(left, wire.limit() - wire.position());
            chunks.scan(wire.input(), wire.position(), wire.position() + take);
            wire.consumeTo(wire.position() + take);
            left -= take;
            if (intake.drainedEnough()) {
                return false;
            }
        }
        return true;
    }

    /** What comes is thrown away. */
    void refuse(SmtpReply reply) {
        intake.refuse(reply);
    }

    /** A refusal that the chunks so far have brought. */
    boolean refused() {
        return intake.refused();
    }

    SmtpReply refusal() {
        return intake.refusal();
    }

    /** The last chunk was read. */
    SmtpReply finishChunks() {
        chunks.end();
        return intake.finish();
    }

    void abort() {
        intake.abort();
    }
}
