package chancery.flow;

import chancery.mail.FaultException;
import chancery.mail.SmtpReply;
import chancery.mail.SyntaxException;
import chancery.spool.SpoolError;
import chancery.store.ContentVault;
import chancery.store.ContentWriter;
import chancery.store.SealedContent;
import chancery.store.StoreError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Takes the content of one mail. Exactly one of {@link #finish} and {@link #abort} ends it.
 *
 * <p>The content goes straight into the vault, with our trace field on top; only the header section is held in memory
 * until it is complete.
 */
public final class MailIntake extends OutputStream {
    private final MailFlow flow;
    private final FlowSettings settings;
    private final ContentVault vault;
    private final Offer offer;
    private final ContentWriter writer;
    private final HeaderIntake header;
    private boolean malformed;

    MailIntake(MailFlow flow, FlowSettings settings, ContentVault vault, Offer offer) {
        this.flow = flow;
        this.settings = settings;
        this.vault = vault;
        this.offer = offer;
        this.writer = vault.begin(offer.shares().getFirst().tenant(), offer.id());
        this.header = new HeaderIntake(settings.headerLimit(), this::traced, writer);
    }

    @Override
    public void write(int octet) {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    /** Takes octets of the content, lines ending in CR LF. Throws FaultException when they cannot be kept. */
    @Override
    public void write(byte[] octets, int offset, int length) {
        try {
            header.write(octets, offset, length);
        } catch (IOException e) {
            throw new FaultException(FlowError.CONTENT_NOT_WRITTEN, e);
        }
    }

    /** Runs the flow. Throws FaultException when the mail could not be committed; then it is not ours: 451 4.3.0. */
    public AcceptanceReply finish() {
        try {
            header.end();
            if (header.tooLarge()) {
                return offer.refuse(SmtpReply.of(552, "5.3.4", "Header section too large"), "header-limit");
            }
            if (malformed) {
                return offer.refuse(SmtpReply.of(554, "5.6.0", "Header section not accepted"), "header-fields");
            }
            if (loops(header.received())) {
                // RFC 5321 §6.3
                return offer.refuse(SmtpReply.of(554, "5.4.6", "Too many hops"), "loop");
            }
            return decide(writer.seal());
        } catch (IOException e) {
            throw new FaultException(FlowError.CONTENT_NOT_WRITTEN, e);
        } finally {
            // does nothing once the content is sealed
            writer.abort();
        }
    }

    private AcceptanceReply decide(SealedContent content) {
        boolean keep = false;
        try {
            AcceptanceReply reply = flow.beforeAcceptance(offer, content);
            keep = reply.reply().isPositive();
            return reply;
        } catch (FaultException e) {
            keep = mayBeCommitted(e);
            throw e;
        } finally {
            if (!keep) {
                vault.discard(content);
            }
        }
    }

    /**
     * When the database went away in the middle of the commit nobody knows whether it happened. If it did, the queue needs
     * the content; if not, the removal of orphans finds it.
     */
    private static boolean mayBeCommitted(FaultException fault) {
        return fault.code() == SpoolError.COMMIT_FAILED
                && fault.getCause() instanceof FaultException cause
                && cause.code() == StoreError.DATABASE_UNREACHABLE;
    }

    /** The client went away or broke a limit: nothing stays behind. */
    public void abort() {
        writer.abort();
    }

    private byte[] traced(byte[] received) {
        var out = new ByteArrayOutputStream(received.length + 300);
        out.writeBytes(
                TraceField.write(settings.hostname(), offer.trace(), offer.origin(), offer.id(), offer.receivedAt()));
        try {
            out.writeBytes(DeviceTraces.removeFor(offer.origin(), received));
        } catch (SyntaxException e) {
            // finish refuses the mail; nothing of it is kept
            malformed = true;
        }
        return out.toByteArray();
    }

    private boolean loops(byte[] headerSection) {
        return FieldLines.count(headerSection, "received") > settings.loopLimit();
    }
}
