package chancery.smime;

import chancery.mail.EmailAddress;
import chancery.mime.Message;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the protection off messages (RFC 8551 §3). Immutable; one instance serves any number of threads, each with a
 * {@link ScratchSpace} of its own.
 */
public final class MessageOpener {
    private final List<Identity> identities;
    private final TrustEvaluator trust;
    private final AlgorithmPolicy policy;
    private final SmimeLimits limits;

    /** @param identities whose keys may open what is encrypted */
    public MessageOpener(List<Identity> identities, TrustEvaluator trust, AlgorithmPolicy policy, SmimeLimits limits) {
        this.identities = List.copyOf(identities);
        this.trust = trust;
        this.policy = policy;
        this.limits = limits;
    }

    /**
     * Takes off every layer around the whole message.
     *
     * @param at when the message was received: the time at which certificates and algorithms must count
     * @throws IOException when the message or the scratch space cannot be read or written
     */
    public Opened open(Message message, ScratchSpace space, Instant at) throws IOException {
        var verifier = new SignatureVerifier(trust, policy, limits, at, authors(message));
        var decryption = new Decryption(identities, policy, at, space);
        return new Opening(verifier, decryption, limits, space).open(message);
    }

    /** The addresses that a reader takes for the author's: From and Sender. */
    private static List<EmailAddress> authors(Message message) {
        var authors = new ArrayList<EmailAddress>();
        for (String field : List.of("From", "Sender")) {
            authors.addAll(message.header().addresses(field).addresses());
        }
        return authors;
    }

    /** True when a message has a layer of S/MIME around the whole of it. */
    public static boolean isProtected(Message message) {
        return EntityKind.of(message.root()) != EntityKind.PLAIN;
    }
}
