package chancery.smime;

import chancery.mail.SyntaxException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.KeyTransRecipientInfo;
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
        var locked = new Layer.Locked(Crypto.name(envelope.cipher()), recipients(envelope));
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
        boolean addressed = false;
        for (Identity identity : identities) {
            var unwrapper =
                    new KeyUnwrapper(identity, envelope.cipher(), cipher.get().keyOctets());
            for (RecipientInfo recipient : envelope.recipients()) {
                try {
                    var key = unwrapper.unwrap(recipient);
                    if (key.isPresent()) {
                        addressed = true;
                        var content = ContentDecryption.decrypt(
                                envelope, cipher.get(), key.get().key(), space);
                        var layer = new Layer.Encrypted(
                                cipher.get(),
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
        return addressed
                ? refused(Opened.Cause.NOT_AUTHENTIC, "the content could not be decrypted", locked)
                : refused(Opened.Cause.NO_KEY, "it is encrypted to others", locked);
    }

    private static Outcome refused(Opened.Cause cause, String explanation, Layer.Locked layer) {
        return new Outcome.Refused(cause, explanation, layer);
    }

    /** For people who look for the missing key: issuer and serial number of the recipients, as far as they are told. */
    private static List<String> recipients(CmsObject.Enveloped envelope) throws SyntaxException {
        return Asn1.read("recipients", () -> {
            var names = new ArrayList<String>();
            for (RecipientInfo recipient : envelope.recipients()) {
                names.add(name(recipient).orElse("another kind of recipient"));
            }
            return names;
        });
    }

    private static Optional<String> name(RecipientInfo recipient) {
        if (recipient.getInfo() instanceof KeyTransRecipientInfo info
                && !info.getRecipientIdentifier().isTagged()) {
            var id = IssuerAndSerialNumber.getInstance(
                    info.getRecipientIdentifier().getId());
            return Optional.of(id.getSerialNumber().getValue().toString(16) + " of " + id.getName());
        }
        return Optional.empty();
    }
}
