package chancery.smime;

import chancery.mail.SyntaxException;
import chancery.mime.Entity;
import chancery.mime.Message;
import chancery.mime.MessageParser;
import chancery.mime.MimeLimits;
import chancery.mime.MimeSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One message on its way through its layers, from the outside in. One use. */
final class Opening {
    private final SignatureVerifier verifier;
    private final Decryption decryption;
    private final SmimeLimits limits;
    private final ScratchSpace space;
    private final List<Layer> layers = new ArrayList<>();

    /** Why the content of the last layer cannot be reached. */
    private Optional<Opened.Withheld> withheld = Optional.empty();

    Opening(SignatureVerifier verifier, Decryption decryption, SmimeLimits limits, ScratchSpace space) {
        this.verifier = verifier;
        this.decryption = decryption;
        this.limits = limits;
        this.space = space;
    }

    Opened open(Message message) throws IOException {
        Message current = message;
        try {
            for (EntityKind kind = EntityKind.of(current.root());
                    kind != EntityKind.PLAIN;
                    kind = EntityKind.of(current.root())) {
                if (layers.size() == limits.layers()) {
                    return withhold(Opened.Cause.LIMIT, "too many layers");
                }
                var next = kind == EntityKind.CLEAR_SIGNED ? clearSigned(current.root()) : cms(current.root());
                if (withheld.isPresent()) {
                    return withheld.get();
                }
                current = next;
            }
        } catch (LimitException e) {
            return withhold(Opened.Cause.LIMIT, "larger than is allowed");
        } catch (SyntaxException e) {
            return withhold(Opened.Cause.MALFORMED, String.valueOf(e.getMessage()));
        }
        return released(current);
    }

    private Opened.Withheld withhold(Opened.Cause cause, String explanation) {
        return new Opened.Withheld(layers, cause, explanation);
    }

    private Opened released(Message content) {
        int errant = EntityKind.errant(content.root());
        if (layers.isEmpty()) {
            return new Opened.Unprotected(errant);
        }
        int innermost = -1;
        for (int i = 0; i < layers.size(); i++) {
            innermost = layers.get(i) instanceof Layer.Encrypted ? i : innermost;
        }
        if (innermost < 0) {
            return new Opened.Signed(layers, content, errant);
        }
        var encrypted = layers.stream()
                .filter(Layer.Encrypted.class::isInstance)
                .map(Layer.Encrypted.class::cast)
                .toList();
        var weakest =
                encrypted.stream().filter(e -> !e.cipher().isAuthenticated()).findFirst();
        if (weakest.isEmpty()) {
            return new Opened.Decrypted(layers, content, Opened.Integrity.AUTHENTICATED_ENCRYPTION, errant);
        }
        // whoever changes the ciphertext cannot sign what he does not know
        boolean signedInside = layers.subList(innermost + 1, layers.size()).stream()
                .anyMatch(l -> l instanceof Layer.Signed signed && signed.isIntact());
        return signedInside
                ? new Opened.Decrypted(layers, content, Opened.Integrity.SIGNATURE_INSIDE, errant)
                : new Opened.Malleable(layers, content, weakest.get().cipher().label(), errant);
    }

    private Message clearSigned(Entity entity) throws IOException, SyntaxException {
        var content = entity.children().getFirst();
        byte[] octets;
        try (InputStream in = entity.children().getLast().open()) {
            octets = in.readNBytes(limits.structureOctets() + 1);
        }
        if (octets.length > limits.structureOctets()) {
            throw new LimitException();
        }
        var signature = SignatureVerifier.Detached.read(octets);
        var hashes = signature.hashes();
        var layer =
                verifier.verify(signature.structure(), SignatureVerifier.hash(content.openWhole(), hashes, true), true);
        if (!layer.isIntact()) {
            // a program that signs with bare line feeds inside hashes them as they are
            var asItIs = verifier.verify(
                    signature.structure(), SignatureVerifier.hash(content.openWhole(), hashes, false), true);
            layer = asItIs.isIntact() ? asItIs : layer;
        }
        layers.add(signature.hasOwnContent() ? broken(layer, "it carries a content of its own") : layer);
        return parse(wholeOf(content));
    }

    private static Layer.Signed broken(Layer.Signed layer, String reason) {
        var signatures = layer.signatures().stream()
                .map(s -> new Signature(
                        new Signature.Match.Broken(reason),
                        s.signer(),
                        new Trust.Unverified(Trust.Cause.NOT_EVALUATED, "the signature does not hold"),
                        s.author(),
                        s.algorithm(),
                        s.strength(),
                        s.claimedTime(),
                        s.capabilities()))
                .toList();
        return new Layer.Signed(layer.clear(), signatures, layer.certificates());
    }

    private static MimeSource wholeOf(Entity entity) {
        return entity::openWhole;
    }

    private static Message parse(MimeSource source) throws IOException, SyntaxException {
        return MessageParser.parse(source, MimeLimits.STANDARD);
    }

    private Message cms(Entity entity) throws IOException, SyntaxException {
        CmsObject object;
        try (InputStream in = entity.open()) {
            object = CmsReader.read(in, entity.encodedSize() / 4 * 3, space, limits);
        }
        return switch (object) {
            case CmsObject.Signed signed -> opaque(signed);
            case CmsObject.Enveloped enveloped -> decrypted(enveloped);
            case CmsObject.Compressed compressed -> {
                layers.add(new Layer.Compressed(compressed.content().size()));
                yield parse(compressed.content());
            }
            case CmsObject.Other other -> {
                withheld = Optional.of(
                        withhold(Opened.Cause.ALGORITHM, "a CMS object of type " + Crypto.name(other.type())));
                yield parse(MimeSource.of(new byte[0]));
            }
        };
    }

    private Message opaque(CmsObject.Signed signed) throws IOException, SyntaxException {
        if (!signed.hasContent()) {
            layers.add(new Layer.CertificatesOnly(verifier.certificates(signed.structure())));
            withheld = Optional.of(withhold(Opened.Cause.NO_CONTENT, "it carries certificates and no content"));
            return parse(MimeSource.of(new byte[0]));
        }
        layers.add(verifier.verify(signed.structure(), signed.digests(), false));
        return parse(signed.content());
    }

    private Message decrypted(CmsObject.Enveloped enveloped) throws IOException, SyntaxException {
        layers.replaceAll(l -> l instanceof Layer.Signed signed ? signed.aroundEncryption() : l);
        return switch (decryption.decrypt(enveloped)) {
            case Decryption.Outcome.Decrypted done -> {
                layers.add(done.layer());
                yield parse(done.content());
            }
            case Decryption.Outcome.Refused refused -> {
                layers.add(refused.layer());
                withheld = Optional.of(withhold(refused.cause(), refused.explanation()));
                yield parse(MimeSource.of(new byte[0]));
            }
        };
    }
}
