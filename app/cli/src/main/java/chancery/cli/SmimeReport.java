package chancery.cli;

import chancery.mime.HeaderProtection;
import chancery.mime.Message;
import chancery.smime.AddressMatch;
import chancery.smime.AlgorithmPolicy;
import chancery.smime.Layer;
import chancery.smime.Opened;
import chancery.smime.Signature;
import chancery.smime.Trust;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** Says in words and in JSON what protected a mail, and what that is worth. */
final class SmimeReport {
    private final List<String> lines = new ArrayList<>();
    private final ObjectNode json = ApiCommand.JSON.createObjectNode();

    private SmimeReport() {}

    static MailProtection.Found of(Opened opened) {
        var report = new SmimeReport();
        var layers = report.json.put("protection", "S/MIME").putArray("layers");
        for (Layer layer : opened.layers()) {
            report.layer(layer, layers.addObject());
        }
        return report.found(opened);
    }

    private MailProtection.Found found(Opened opened) {
        return switch (opened) {
            case Opened.Unprotected clear -> found("not protected", "The mail is not protected.", clear.errant());
            case Opened.Signed signed -> released("signed", "", signed.content(), false, signed.errant());
            case Opened.Decrypted d ->
                released(
                        "decrypted",
                        switch (d.integrity()) {
                            case AUTHENTICATED_ENCRYPTION -> "Nobody changed it on its way.";
                            case SIGNATURE_INSIDE -> "Nobody changed it on its way: the signature inside shows it.";
                        },
                        d.content(),
                        false,
                        d.errant());
            case Opened.Malleable m ->
                released(
                        "malleable",
                        "CAUTION: " + m.cipher()
                                + " cannot show whether somebody changed it on its way. Only its text is shown.",
                        m.content(),
                        true,
                        m.errant());
            case Opened.Withheld withheld -> {
                json.put("result", "withheld").put("cause", withheld.cause().name());
                json.put("explanation", withheld.explanation());
                lines.add("Nothing is shown: " + why(withheld) + ".");
                yield new MailProtection.Found(lines, json, false, false, Optional.empty());
            }
        };
    }

    private static String why(Opened.Withheld withheld) {
        return withheld.cause() == Opened.Cause.NO_KEY
                ? "no key at hand opens it; chancery open --key KEY takes the key file of a recipient"
                : withheld.explanation();
    }

    private MailProtection.Found found(String result, String words, int errant) {
        json.put("result", result).put("protectedPartsInside", errant);
        lines.add(words);
        errant(errant);
        return new MailProtection.Found(lines, json, true, false, Optional.empty());
    }

    private MailProtection.Found released(String result, String words, Message content, boolean textOnly, int errant) {
        json.put("result", result).put("protectedPartsInside", errant);
        if (!words.isEmpty()) {
            lines.add(words);
        }
        errant(errant);
        HeaderProtection.read(content.root()).ifPresent(fields -> {
            lines.add("Subject, protected: " + fields.text("Subject"));
            json.put("subject", fields.text("Subject"));
        });
        return new MailProtection.Found(lines, json, true, textOnly, Optional.of(MailProtection.Content.of(content)));
    }

    private void errant(int errant) {
        if (errant > 0) {
            lines.add(errant + " protected part" + (errant == 1 ? "" : "s")
                    + " inside left closed: only a protection around the whole counts.");
        }
    }

    private void layer(Layer layer, ObjectNode node) {
        switch (layer) {
            case Layer.Signed signed -> {
                node.put("layer", "signed").put("clear", signed.clear());
                var signatures = node.putArray("signatures");
                for (Signature signature : signed.signatures()) {
                    signature(signature, signatures.addObject());
                }
                if (signed.signatures().isEmpty()) {
                    lines.add("Signed by nobody.");
                }
            }
            case Layer.Encrypted encrypted -> {
                node.put("layer", "encrypted").put("cipher", encrypted.cipher().label());
                node.put("key", encrypted.keyAlgorithm()).put("recipients", encrypted.recipients());
                lines.add("Encrypted with " + encrypted.cipher().label() + " to "
                        + encrypted.recipient().subject() + recipients(encrypted.recipients()) + ".");
            }
            case Layer.Locked locked -> {
                node.put("layer", "locked").put("cipher", locked.cipher());
                var recipients = node.putArray("recipients");
                locked.recipients().forEach(recipients::add);
                lines.add("Encrypted with " + locked.cipher() + " to " + String.join(", ", locked.recipients()) + ".");
            }
            case Layer.Compressed compressed -> {
                node.put("layer", "compressed").put("octets", compressed.octets());
                lines.add("Compressed.");
            }
            case Layer.CertificatesOnly only -> {
                node.put("layer", "certificates");
                only.certificates().forEach(c -> lines.add("Carries the certificate of " + c.subject() + "."));
            }
        }
    }

    private static String recipients(int count) {
        return count > 1 ? " and " + (count - 1) + " more" : "";
    }

    private void signature(Signature signature, ObjectNode node) {
        String who = signature.signer().map(c -> c.subject()).orElse("somebody whose certificate is not there");
        node.put("signer", who).put("algorithm", signature.algorithm());
        signature.signer().ifPresent(c -> node.put("fingerprint", c.fingerprint()));
        signature.claimedTime().ifPresent(t -> node.put("claimedTime", t.toString()));
        String match = match(signature.match());
        String trust = trust(signature.trust());
        String author = author(signature.author());
        node.put("match", match).put("trust", trust).put("author", author).put("good", signature.isGood());
        lines.add((signature.isGood() ? "Signed by " : "Signature of ") + who + ": " + match + "; " + trust + "; "
                + author + weak(signature.strength(), node) + ".");
    }

    private static String match(Signature.Match match) {
        return switch (match) {
            case Signature.Match.Intact _ -> "the content is as it was signed";
            case Signature.Match.AroundEncryption _ ->
                "it was put around the encryption, so it does not say who wrote the content";
            case Signature.Match.Broken broken -> "BROKEN, " + broken.reason();
            case Signature.Match.Unknown unknown -> "not checked, " + unknown.reason();
        };
    }

    private static String trust(Trust trust) {
        return switch (trust) {
            case Trust.Verified verified ->
                "certificate verified up to " + verified.path().getLast().subject();
            case Trust.Unverified unverified -> "certificate not verified, " + unverified.reason();
            case Trust.Revoked revoked -> "certificate REVOKED since " + revoked.since() + ", " + revoked.reason();
            case Trust.Expired expired -> "certificate expired on " + expired.since();
        };
    }

    private static String author(AddressMatch author) {
        return switch (author) {
            case AddressMatch.Matched matched -> "issued to " + matched.address();
            case AddressMatch.Mismatch other ->
                "issued to OTHERS than the author: "
                        + other.certified().stream().map(Object::toString).collect(Collectors.joining(", "));
            case AddressMatch.NoAddress _ -> "issued to no address";
        };
    }

    private static String weak(AlgorithmPolicy.Verdict strength, ObjectNode node) {
        return switch (strength) {
            case AlgorithmPolicy.Verdict.Acceptable _ -> "";
            case AlgorithmPolicy.Verdict.Weak weak -> {
                node.put("weak", weak.reason());
                yield "; WEAK, " + weak.reason();
            }
        };
    }
}
