package chancery.cli;

import chancery.mail.SyntaxException;
import chancery.mime.HeaderProtection;
import chancery.mime.Message;
import chancery.openpgp.EncryptedTo;
import chancery.openpgp.InlinePiece;
import chancery.openpgp.MailLayer;
import chancery.openpgp.MessageOutcome;
import chancery.openpgp.OpenPgpLimits;
import chancery.openpgp.OpenedMail;
import chancery.openpgp.PartEvidence;
import chancery.openpgp.Refusal;
import chancery.openpgp.SignatureVerdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Says in words and in JSON what OpenPGP protected, and what that is worth. */
final class OpenPgpReport {
    private final List<String> lines = new ArrayList<>();
    private final ObjectNode json = ApiCommand.JSON.createObjectNode().put("protection", "OpenPGP");
    private final OpenPgpWords words;

    /** @param hasAuthor whether there is one whom a signature can be compared with */
    private OpenPgpReport(boolean hasAuthor) {
        words = new OpenPgpWords(lines, hasAuthor);
    }

    static MailProtection.Found of(OpenedMail opened) {
        return new OpenPgpReport(true).mail(opened);
    }

    /** For a text in a file of its own. */
    static MailProtection.Found ofFile(OpenedMail opened) {
        return new OpenPgpReport(false).mail(opened);
    }

    private MailProtection.Found mail(OpenedMail opened) {
        var layers = json.putArray("layers");
        for (MailLayer layer : opened.layers()) {
            layer(layer, layers.addObject());
        }
        var inside = json.putArray("protectedPartsInside");
        for (PartEvidence part : opened.inside()) {
            part(part, inside.addObject());
        }
        return found(opened);
    }

    static MailProtection.Found of(MessageOutcome.Opened opened, List<EncryptedTo> recipients) {
        var report = new OpenPgpReport(false);
        report.json.put("result", opened.encryption().isPresent() ? "decrypted" : "signed");
        report.words.recipients(recipients, report.json.putArray("recipients"));
        opened.encryption().ifPresent(e -> report.words.cipher(e, report.json));
        report.words.verdicts(opened.signatures(), report.json.putArray("signatures"));
        return report.released(OpenPgpContent.of(opened));
    }

    static MailProtection.Found of(MessageOutcome.Refused refused, List<EncryptedTo> recipients) {
        var report = new OpenPgpReport(false);
        report.words.recipients(recipients, report.json.putArray("recipients"));
        return report.withheld(refused.refusal(), refused.explanation());
    }

    static MailProtection.Found ofDetached(List<SignatureVerdict> verdicts, Path content) {
        var report = new OpenPgpReport(false);
        boolean good = verdicts.stream().anyMatch(SignatureVerdict::isVerified);
        report.json.put("result", good ? "verified" : "unverified").put("content", content.toString());
        report.words.verdicts(verdicts, report.json.putArray("signatures"));
        return new MailProtection.Found(report.lines, report.json, good, false, Optional.empty());
    }

    static List<EncryptedTo> recipients(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return EncryptedTo.read(in, OpenPgpLimits.STANDARD);
        } catch (SyntaxException e) {
            return List.of();
        }
    }

    private MailProtection.Found found(OpenedMail opened) {
        return switch (opened) {
            case OpenedMail.Unprotected _ -> {
                json.put("result", "not protected");
                lines.add("The mail as a whole is not protected by OpenPGP.");
                yield new MailProtection.Found(lines, json, true, false, Optional.empty());
            }
            case OpenedMail.Signed signed -> {
                json.put("result", "signed");
                yield mail(signed.content());
            }
            case OpenedMail.Decrypted decrypted -> {
                json.put("result", "decrypted");
                lines.add("Nobody changed it on its way.");
                yield mail(decrypted.content());
            }
            case OpenedMail.Inline inline -> {
                json.put("result", "inline");
                yield inline(inline);
            }
            case OpenedMail.Withheld withheld -> withheld(withheld.refusal(), withheld.explanation());
        };
    }

    private MailProtection.Found released(MailProtection.Content content) {
        return new MailProtection.Found(lines, json, true, false, Optional.of(content));
    }

    private MailProtection.Found mail(Message content) {
        HeaderProtection.read(content.root()).ifPresent(fields -> {
            lines.add("Subject, protected: " + Inspection.safe(fields.text("Subject")));
            json.put("subject", fields.text("Subject"));
        });
        return released(MailProtection.Content.of(content));
    }

    private MailProtection.Found withheld(Refusal refusal, String explanation) {
        json.put("result", "withheld").put("cause", refusal.name()).put("explanation", explanation);
        String advice = refusal == Refusal.NO_KEY ? "; chancery open --key KEY takes the key file of a recipient" : "";
        lines.add("Nothing is shown: " + explanation + advice + ".");
        return new MailProtection.Found(lines, json, false, false, Optional.empty());
    }

    private MailProtection.Found inline(OpenedMail.Inline inline) {
        var pieces = json.putArray("pieces");
        boolean closed = false;
        boolean readable = false;
        for (var text : inline.texts()) {
            for (InlinePiece piece : text.pieces()) {
                piece(piece, pieces.addObject().put("part", text.part()));
                closed |= piece instanceof InlinePiece.Closed;
                readable |= piece instanceof InlinePiece.Opened || piece instanceof InlinePiece.Signed;
            }
        }
        boolean released = readable || !closed;
        return new MailProtection.Found(
                lines, json, released, false, released ? Optional.of(OpenPgpContent.of(inline)) : Optional.empty());
    }

    private void piece(InlinePiece piece, ObjectNode node) {
        switch (piece) {
            case InlinePiece.Unprotected text -> {
                node.put("piece", "unprotected");
                if (!text.text().isBlank()) {
                    lines.add("Text that nothing protects.");
                }
            }
            case InlinePiece.Signed signed -> {
                node.put("piece", "signed");
                lines.add("Text that is signed:");
                words.signatures(signed.signatures(), node.putArray("signatures"));
            }
            case InlinePiece.Opened opened -> {
                node.put("piece", "opened");
                words.recipients(opened.recipients(), node.putArray("recipients"));
                opened.evidence().forEach(e -> words.cipher(e, node));
                words.signatures(opened.signatures(), node.putArray("signatures"));
            }
            case InlinePiece.Closed closed -> {
                node.put("piece", "closed").put("cause", closed.refusal().name());
                words.recipients(closed.recipients(), node.putArray("recipients"));
                lines.add("Left closed: " + closed.explanation() + ".");
            }
            case InlinePiece.Certificates certificates -> {
                node.put("piece", "certificates");
                words.certificates(certificates.certificates(), node);
            }
        }
    }

    private void layer(MailLayer layer, ObjectNode node) {
        switch (layer) {
            case MailLayer.Signed signed -> {
                node.put("layer", "signed");
                words.signatures(signed.signatures(), node.putArray("signatures"));
            }
            case MailLayer.Encrypted encrypted -> {
                node.put("layer", "encrypted");
                words.recipients(encrypted.recipients(), node.putArray("recipients"));
                words.cipher(encrypted.evidence(), node);
                ArrayNode signatures = node.putArray("signatures");
                words.signatures(encrypted.signatures(), signatures);
                if (encrypted.signatures().isEmpty()) {
                    lines.add("Signed by nobody.");
                }
            }
            case MailLayer.Locked locked -> {
                node.put("layer", "locked");
                words.recipients(locked.recipients(), node.putArray("recipients"));
            }
        }
    }

    private void part(PartEvidence part, ObjectNode node) {
        node.put("part", part.part());
        switch (part) {
            case PartEvidence.Signed signed -> {
                node.put("kind", "signed").put("covered", signed.covered());
                lines.add("Part " + signed.covered() + " only is signed, not the mail:");
                words.signatures(signed.signatures(), node.putArray("signatures"));
            }
            case PartEvidence.Closed closed -> {
                node.put("kind", "closed");
                lines.add("Part " + closed.part() + " is encrypted and left closed, since it stands beside others;"
                        + " saved to a file it can be opened alone.");
                words.recipients(closed.recipients(), node.putArray("recipients"));
            }
            case PartEvidence.Certificates certificates -> {
                node.put("kind", "certificates");
                lines.add("Part " + certificates.part() + ":");
                words.certificates(certificates.certificates(), node);
            }
        }
    }
}
