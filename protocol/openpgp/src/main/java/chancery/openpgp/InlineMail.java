package chancery.openpgp;

import chancery.mail.SyntaxException;
import chancery.mime.Entity;
import chancery.mime.Message;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads OpenPGP between the lines of a mail's plain texts. One use. */
final class InlineMail {
    private static final int MOST_OCTETS = 16 << 20;

    private final Keys keys;
    private final AlgorithmPolicy policy;
    private final OpenPgpLimits limits;
    private final Workspace workspace;
    private final MailSignatures signatures;

    InlineMail(
            Keys keys, AlgorithmPolicy policy, OpenPgpLimits limits, Workspace workspace, MailSignatures signatures) {
        this.keys = keys;
        this.policy = policy;
        this.limits = limits;
        this.workspace = workspace;
        this.signatures = signatures;
    }

    /** One part with what the scanner found in it. */
    private record Scanned(String part, Entity entity, List<InlineBlock> blocks) {}

    /** The texts that hold OpenPGP; none when there is no such block. */
    List<OpenedMail.InlineText> texts(Message message) throws IOException {
        var scanned = new ArrayList<Scanned>();
        scan(message.root(), "", scanned);
        long messages = scanned.stream()
                .flatMap(s -> s.blocks().stream())
                .filter(InlineMail::isMessage)
                .count();
        boolean html = message.root().walk().anyMatch(e -> e.contentType().is("text/html"));
        var texts = new ArrayList<OpenedMail.InlineText>();
        for (var text : scanned) {
            var pieces = new ArrayList<InlinePiece>();
            for (var block : text.blocks()) {
                pieces.add(piece(block, text.entity(), messages > 1 || html));
            }
            texts.add(new OpenedMail.InlineText(text.part(), pieces));
        }
        return texts;
    }

    private static boolean isMessage(InlineBlock block) {
        return block instanceof InlineBlock.Armored armored && armored.kind() == Armor.Kind.MESSAGE;
    }

    /** Only texts that are shown as the mail's own; a forwarded mail is another one. */
    private void scan(Entity entity, String part, List<Scanned> scanned) throws IOException {
        if (entity.isMessage()) {
            return;
        }
        if (!entity.children().isEmpty()) {
            for (int i = 0; i < entity.children().size(); i++) {
                scan(entity.children().get(i), (part.isEmpty() ? "" : part + ".") + (i + 1), scanned);
            }
            return;
        }
        if (!entity.contentType().is("text/plain") || !entity.givenFileName().isEmpty()) {
            return;
        }
        try (InputStream in = entity.open()) {
            var blocks = InlineScanner.scan(in.readNBytes(MOST_OCTETS));
            if (!blocks.stream().allMatch(InlineBlock.Text.class::isInstance)) {
                scanned.add(new Scanned(part.isEmpty() ? "1" : part, entity, blocks));
            }
        }
    }

    private InlinePiece piece(InlineBlock block, Entity part, boolean exposed) throws IOException {
        return switch (block) {
            case InlineBlock.Text text -> new InlinePiece.Unprotected(part.decoded(text.octets()));
            case InlineBlock.Cleartext cleartext -> CleartextDocument.judge(cleartext, part, signatures);
            case InlineBlock.Armored armored ->
                armored.kind() == Armor.Kind.MESSAGE ? message(armored.armor(), part, exposed) : certificates(armored);
        };
    }

    private InlinePiece certificates(InlineBlock.Armored block) {
        try {
            return new InlinePiece.Certificates(
                    CertificateReader.parse(block.armor(), limits).certificates());
        } catch (SyntaxException e) {
            return new InlinePiece.Certificates(List.of());
        }
    }

    private InlinePiece message(byte[] armor, Entity part, boolean exposed) throws IOException {
        List<EncryptedTo> recipients = List.of();
        try {
            recipients = EncryptedTo.read(new ByteArrayInputStream(armor), limits);
            if (exposed) {
                return new InlinePiece.Closed(
                        Refusal.EXPOSED, "it stands beside HTML or beside another message", recipients);
            }
            var outcome = new MessageReader(policy, limits).read(armor, keys, workspace, signatures.at());
            return switch (outcome) {
                case MessageOutcome.Refused refused ->
                    new InlinePiece.Closed(refused.refusal(), refused.explanation(), recipients);
                case MessageOutcome.Opened opened -> opened(opened, part, recipients);
            };
        } catch (SyntaxException e) {
            return new InlinePiece.Closed(Refusal.MALFORMED, String.valueOf(e.getMessage()), recipients);
        }
    }

    private InlinePiece opened(MessageOutcome.Opened opened, Entity part, List<EncryptedTo> recipients)
            throws IOException {
        try (opened) {
            if (opened.size() > MOST_OCTETS) {
                return new InlinePiece.Closed(Refusal.TOO_LARGE, "more text than is shown", recipients);
            }
            return new InlinePiece.Opened(
                    text(opened.octets(), part),
                    opened.encryption().stream().toList(),
                    recipients,
                    signatures.withAuthors(opened.signatures()));
        }
    }

    /** UTF-8 where it is that, since it was encrypted before the mail got its charset. */
    private static String text(byte[] octets, Entity part) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException e) {
            text = part.decoded(octets);
        }
        return text.replace("\r\n", "\n");
    }
}
