package chancery.cli;

import chancery.openpgp.AddressMatch;
import chancery.openpgp.AlgorithmPolicy;
import chancery.openpgp.Certificate;
import chancery.openpgp.EncryptedTo;
import chancery.openpgp.EncryptionEvidence;
import chancery.openpgp.MailSignature;
import chancery.openpgp.PublicKeyAlgorithm;
import chancery.openpgp.SignatureVerdict;
import chancery.openpgp.Trust;
import chancery.openpgp.UserIdView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Words for what OpenPGP says of keys and signatures. */
final class OpenPgpWords {
    private final List<String> lines;
    private final boolean hasAuthor;

    OpenPgpWords(List<String> lines, boolean hasAuthor) {
        this.lines = lines;
        this.hasAuthor = hasAuthor;
    }

    void recipients(List<EncryptedTo> recipients, ArrayNode node) {
        for (EncryptedTo recipient : recipients) {
            switch (recipient) {
                case EncryptedTo.Key key -> {
                    String algorithm =
                            key.algorithm().map(PublicKeyAlgorithm::name).orElse("unknown");
                    node.addObject().put("key", key.key()).put("algorithm", algorithm);
                    lines.add("Encrypted to "
                            + (key.key().isEmpty() ? "a key that is not named" : "key " + key.key()) + " by "
                            + algorithm.replace('_', ' ') + ".");
                }
                case EncryptedTo.Passphrase _ -> {
                    node.addObject().put("passphrase", true);
                    lines.add("Encrypted to a passphrase.");
                }
            }
        }
    }

    void cipher(EncryptionEvidence evidence, ObjectNode node) {
        String mode = evidence.aead().map(a -> "-" + a).orElse("");
        node.put("cipher", evidence.cipher().name() + mode).put("seipdVersion", evidence.seipdVersion());
        evidence.certificate().ifPresent(c -> node.put("openedBy", c.hex()));
        lines.add("Decrypted, " + evidence.cipher().name().replace('_', '-') + mode + " (SEIPD version "
                + evidence.seipdVersion() + ")"
                + evidence.certificate().map(c -> ", with the key of " + c).orElse("") + ".");
    }

    void signatures(List<MailSignature> signatures, ArrayNode node) {
        for (MailSignature signature : signatures) {
            var object = node.addObject();
            String author = author(signature.author());
            boolean compared = hasAuthor && signature.verdict().certificate().isPresent();
            if (compared) {
                object.put("author", author).put("good", signature.isGood());
            }
            verdict(signature.verdict(), compared ? "; " + author : "", object);
        }
    }

    void verdicts(List<SignatureVerdict> verdicts, ArrayNode node) {
        verdicts.forEach(v -> verdict(v, "", node.addObject()));
        if (verdicts.isEmpty()) {
            lines.add("Signed by nobody.");
        }
    }

    private void verdict(SignatureVerdict verdict, String more, ObjectNode node) {
        String who = verdict.certificate()
                .map(OpenPgpWords::name)
                .orElse("key " + verdict.keyId() + ", which is not at hand");
        String trust = trust(verdict.trust());
        node.put("signer", who).put("keyId", verdict.keyId()).put("verified", verdict.isVerified());
        verdict.certificate()
                .ifPresent(c -> node.put("fingerprint", c.fingerprint().hex()));
        verdict.made().ifPresent(t -> node.put("made", t.toString()));
        verdict.hash().ifPresent(h -> node.put("hash", h.name()));
        node.put("trust", trust);
        String advice = verdict.certificate().isEmpty() ? "; --trust CERT names the file of its certificate" : more;
        lines.add((verdict.isVerified() ? "Signed by " : "Signature of ") + who
                + verdict.made().map(t -> ", " + t).orElse("") + ": " + trust + advice + ".");
    }

    /** The user ID that holds, and the fingerprint, which is what can be compared. */
    static String name(Certificate certificate) {
        var view = certificate.at(Instant.now(), AlgorithmPolicy.STANDARD);
        Optional<String> user = view.verifiedUserIds().stream().findFirst().map(UserIdView::text);
        return user.map(Inspection::safe).orElse("somebody") + " (" + certificate.fingerprint() + ")";
    }

    private static String trust(Trust trust) {
        return switch (trust) {
            case Trust.Verified _ -> "the content is as it was signed";
            case Trust.Unverified unverified -> "NOT verified, " + unverified.reason();
            case Trust.Revoked revoked -> "key REVOKED since " + revoked.since() + ", " + revoked.reason();
            case Trust.Expired expired -> "expired on " + expired.since() + ", " + expired.reason();
        };
    }

    private static String author(AddressMatch author) {
        return switch (author) {
            case AddressMatch.Matched matched -> "the key says it belongs to " + matched.address();
            case AddressMatch.Mismatch other -> "the key belongs to OTHERS than the author: " + other.claimed();
            case AddressMatch.NoAddress _ -> "the key names no address";
        };
    }

    void certificates(List<Certificate> certificates, ObjectNode node) {
        var array = node.putArray("certificates");
        for (Certificate certificate : certificates) {
            array.addObject()
                    .put("fingerprint", certificate.fingerprint().hex())
                    .put("name", name(certificate));
            lines.add("Carries the key of " + name(certificate) + ".");
        }
    }
}
