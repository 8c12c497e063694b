package chancery.openpgp;

import chancery.mail.SyntaxException;
import chancery.mime.Entity;
import chancery.mime.Message;
import chancery.mime.MessageParser;
import chancery.mime.MimeLimits;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One mail on its way through its layers, from the outside in. One use. */
final class MailOpening {
    private final Keys keys;
    private final AlgorithmPolicy policy;
    private final OpenPgpLimits limits;
    private final Workspace workspace;
    private final MailSignatures signatures;
    private final List<MailLayer> layers = new ArrayList<>();
    private final List<MessageOutcome.Opened> held = new ArrayList<>();

    MailOpening(
            Keys keys, AlgorithmPolicy policy, OpenPgpLimits limits, Workspace workspace, MailSignatures signatures) {
        this.keys = keys;
        this.policy = policy;
        this.limits = limits;
        this.workspace = workspace;
        this.signatures = signatures;
    }

    OpenedMail open(Message message) throws IOException {
        boolean released = false;
        try {
            var opened = layers(message);
            released = opened instanceof OpenedMail.Decrypted;
            return opened;
        } catch (SyntaxException e) {
            return withheld(Refusal.MALFORMED, String.valueOf(e.getMessage()));
        } finally {
            if (!released) {
                release();
            }
        }
    }

    private OpenedMail layers(Message message) throws IOException, SyntaxException {
        Message current = message;
        while (true) {
            var root = current.root();
            var encrypted = PgpMime.encrypted(root);
            boolean signed = PgpMime.isSigned(root);
            if (encrypted.isEmpty() && !signed) {
                return released(current);
            }
            if (layers.size() == limits.depth()) {
                return withheld(Refusal.TOO_LARGE, "more than " + limits.depth() + " layers");
            }
            if (signed) {
                layers.add(new MailLayer.Signed(signatures.ofSigned(root)));
                current = MessageParser.parse(root.children().getFirst()::openWhole, MimeLimits.STANDARD);
                continue;
            }
            var refused = decrypt(encrypted.orElseThrow());
            if (refused.isPresent()) {
                return refused.get();
            }
            current = MessageParser.parse(held.getLast().content(), MimeLimits.STANDARD);
        }
    }

    /** Holds what came out, or says why nothing did. */
    private Optional<OpenedMail> decrypt(Entity part) throws IOException, SyntaxException {
        var recipients = recipients(part, limits);
        MessageOutcome outcome;
        try (InputStream in = part.open()) {
            outcome = new MessageReader(policy, limits).read(in, keys, workspace, signatures.at());
        }
        return switch (outcome) {
            case MessageOutcome.Refused refused -> {
                layers.add(new MailLayer.Locked(recipients));
                yield Optional.of(withheld(refused.refusal(), refused.explanation()));
            }
            case MessageOutcome.Opened opened -> {
                held.add(opened);
                if (opened.encryption().isEmpty()) {
                    yield Optional.of(withheld(Refusal.MALFORMED, "it calls itself encrypted and is not"));
                }
                layers.add(new MailLayer.Encrypted(
                        opened.encryption().get(), recipients, signatures.withAuthors(opened.signatures())));
                yield Optional.empty();
            }
        };
    }

    /** As the message names them; none where that cannot be read. */
    static List<EncryptedTo> recipients(Entity part, OpenPgpLimits limits) throws IOException {
        try (InputStream in = part.open()) {
            return EncryptedTo.read(in, limits);
        } catch (SyntaxException e) {
            return List.of();
        }
    }

    private OpenedMail released(Message content) throws IOException {
        var inside = new PartWalk(signatures, limits).of(content.root());
        boolean encrypted = layers.stream().anyMatch(MailLayer.Encrypted.class::isInstance);
        if (encrypted) {
            setAsideAroundEncryption();
            return new OpenedMail.Decrypted(layers, content, inside, this::release);
        }
        if (!layers.isEmpty()) {
            return new OpenedMail.Signed(layers, content, inside);
        }
        var texts = new InlineMail(keys, policy, limits, workspace, signatures).texts(content);
        return texts.isEmpty() ? new OpenedMail.Unprotected(inside) : new OpenedMail.Inline(texts, inside);
    }

    private void setAsideAroundEncryption() {
        int innermost = 0;
        for (int i = 0; i < layers.size(); i++) {
            innermost = layers.get(i) instanceof MailLayer.Encrypted ? i : innermost;
        }
        for (int i = 0; i < innermost; i++) {
            if (layers.get(i) instanceof MailLayer.Signed signed) {
                layers.set(
                        i,
                        new MailLayer.Signed(signed.signatures().stream()
                                .map(MailSignatures::setAside)
                                .toList()));
            }
        }
    }

    private OpenedMail withheld(Refusal refusal, String explanation) {
        return new OpenedMail.Withheld(layers, refusal, explanation);
    }

    private void release() throws IOException {
        for (var opened : held) {
            opened.close();
        }
        held.clear();
    }
}
