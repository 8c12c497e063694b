package chancery.openpgp;

import chancery.mime.Message;
import java.io.IOException;
import java.time.Instant;

/**
 * Takes the protection of PGP/MIME (RFC 3156) off mails, and reads OpenPGP between the lines of plain text. Immutable; one
 * instance serves any number of threads.
 *
 * <p>Only what is the whole of a mail, or the whole of what a layer held, is decrypted. An encrypted part beside others is
 * left closed and reported: a program that shows such parts together is what EFAIL attacks live on. Between the lines of
 * plain text at most one message is decrypted, and none in a mail that has HTML anywhere.
 */
public final class MailOpener {
    private final Keys keys;
    private final AlgorithmPolicy policy;
    private final OpenPgpLimits limits;

    public MailOpener(Keys keys, AlgorithmPolicy policy, OpenPgpLimits limits) {
        this.keys = keys;
        this.policy = policy;
        this.limits = limits;
    }

    /**
     * Takes off every layer around the whole mail.
     *
     * @param workspace where decrypted content lies until the result is closed
     * @param at when the mail was received: the time at which signatures are judged
     * @throws IOException when the mail or the workspace cannot be read or written
     */
    public OpenedMail open(Message message, Workspace workspace, Instant at) throws IOException {
        var signatures = new MailSignatures(
                keys.signers(),
                policy,
                limits,
                at,
                message.header().addresses("From").addresses());
        return new MailOpening(keys, policy, limits, workspace, signatures).open(message);
    }

    /** True when a mail has a layer of PGP/MIME around the whole of it. */
    public static boolean isProtected(Message message) throws IOException {
        return PgpMime.isSigned(message.root())
                || PgpMime.encrypted(message.root()).isPresent();
    }
}
