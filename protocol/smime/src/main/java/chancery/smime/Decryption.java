package chancery.smime;

import chancery.mail.SyntaxException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.cms.RecipientInfo;

/** Takes an encryption off, with one of the identities. */
final class Decryption {
    private final List<Identity> identities;
    private final AlgorithmPolicy policy;
    private final Instant at;
    private final ScratchSpace space;

    /** What came of it. */
    sealed interface Outcome {
        record Decrypted(Layer.Encrypted layer, Scratch content) implements Outcome {}

        record Refused(Opened.Cause cause, String explanation, Layer.Locked layer) implements Outcome {}
    }

    Decryption(List<Identity> identities, AlgorithmPolicy policy, Instant at, ScratchSpace space) {
        this.identities = identities;
        this.policy = policy;
        this.at = at;
        this.space = space;
    }

    Outcome decrypt(CmsObject.Enveloped envelope) throws IOException, SyntaxException {
        var names = RecipientNames.of(envelope.recipients());
        var locked = new Layer.Locked(Crypto.name(envelope.cipher()), names.all());
        var cipher = ContentCipher.of(envelope.cipher().getAlgorithm());
        if (cipher.isEmpty()) {
            return refused(Opened.Cause.ALGORITHM, "the cipher is not known", locked);
        }
        // RFC 5083 §2.1: an AEAD cipher without its MAC would be a way around it
        if (cipher.get().isAuthenticated() != envelope.authenticated()) {
            return refused(Opened.Cause.ALGORITHM, "the cipher does not belong in this kind of envelope", locked);
        }
        if (policy.reading(cipher.get(), at) instanceof AlgorithmPolicy.Verdict.Weak weak) {
            return refused(Opened.Cause.ALGORITHM, weak.reason(), locked);
        }
        return open(envelope, cipher.get(), names, locked);
    }

    private Outcome open(CmsObject.Enveloped envelope, ContentCipher cipher, RecipientNames names, Layer.Locked locked)
            throws IOException, SyntaxException {
        boolean addressed = false;
        for (Identity identity : identities) {
            var unwrapper = new KeyUnwrapper(identity, envelope.cipher(), cipher.keyOctets());
            for (RecipientInfo recipient : envelope.recipients()) {
                try {
                    var key = unwrapper.unwrap(recipient);
                    if (key.isPresent()) {
                        addressed = true;
                        var content = ContentDecryption.decrypt(
                                envelope, cipher, key.get().key(), space);
                        var layer = new Layer.Encrypted(
                                cipher,
                                key.get().algorithm(),
                                identity.certificate(),
                                envelope.recipients().size());
                        return new Outcome.Decrypted(layer, content);
                    }
                } catch (GeneralSecurityException e) {
                    addressed = true;
                }
            }
        }
        if (addressed) {
            return refused(Opened.Cause.NOT_AUTHENTIC, "the content could not be decrypted", locked);
        }
        String others = names.certified().isEmpty() ? "it is encrypted to no certificate" : "it is encrypted to others";
        return refused(Opened.Cause.NO_KEY, others, locked);
    }

    private static Outcome refused(Opened.Cause cause, String explanation, Layer.Locked layer) {
        return new Outcome.Refused(cause, explanation, layer);
    }
}
