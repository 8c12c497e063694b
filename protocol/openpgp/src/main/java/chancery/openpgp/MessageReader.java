package chancery.openpgp;

import chancery.mail.SyntaxException;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;

/**
 * Opens OpenPGP messages (RFC 9580 §10.3), binary or armored: decrypts, decompresses, checks signatures. Plaintext comes
 * out only after the whole message was read and has proven intact. Immutable.
 */
public final class MessageReader {
    private final AlgorithmPolicy policy;
    private final OpenPgpLimits limits;

    public MessageReader(AlgorithmPolicy policy, OpenPgpLimits limits) {
        this.policy = policy;
        this.limits = limits;
    }

    /**
     * Reads exactly one message to the end of the stream, which the caller closes.
     *
     * @param now the time at which signatures are judged
     * @throws SyntaxException when it breaks the grammar; nothing was given out
     */
    public MessageOutcome read(InputStream message, Keys keys, Workspace workspace, Instant now)
            throws IOException, SyntaxException {
        OctetSource source = dearmored(new BufferedInputStream(message, 64 << 10));
        var verifier = new SignatureVerifier(keys.signers(), policy, now);
        try (var opening = new MessageOpening(keys, limits, policy, workspace, verifier)) {
            return opening.run(source);
        } catch (RefusedException e) {
            return new MessageOutcome.Refused(e.refusal(), e.explanation());
        } catch (Inflation.TooMuchException e) {
            return new MessageOutcome.Refused(Refusal.TOO_LARGE, "compressed data grows beyond its bound");
        }
    }

    /** The octets of a message, whether they come binary or armored. */
    static OctetSource dearmored(BufferedInputStream in) throws IOException, SyntaxException {
        in.mark(1);
        boolean binary = (in.read() & 0x80) != 0;
        in.reset();
        OctetSource source = OctetSource.of(in);
        if (binary) {
            return source;
        }
        var armor = new ArmorReader(source);
        var kind = armor.nextBlock();
        if (kind.isEmpty() || kind.get() != Armor.Kind.MESSAGE) {
            throw new SyntaxException("no armored message", 0);
        }
        return armor;
    }

    /** Reads a message that is in memory. */
    public MessageOutcome read(byte[] message, Keys keys, Workspace workspace, Instant now) throws SyntaxException {
        try {
            return read(new ByteArrayInputStream(message), keys, workspace, now);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
