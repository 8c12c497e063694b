package chancery.openpgp;

import chancery.mail.SyntaxException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What came of a file in the words of the tables. */
final class Verdicts {
    private static final int SHORT = 60;

    private Verdicts() {}

    static String certificates(String name, CertificateReader.Contents contents, Keyring keyring) {
        var words = contents.certificates().stream()
                .map(c -> "certificate " + certificate(c))
                .collect(Collectors.toList());
        for (var key : contents.privateKeys()) {
            words.add("private key " + certificate(key.certificate()) + ", " + open(name, key, keyring));
        }
        contents.unreadable().forEach(u -> words.add("unreadable: " + u.reason()));
        return words.size() <= 4
                ? String.join(" & ", words)
                : words.stream()
                        .map(w -> w.replaceFirst("(certificate|private key) [0-9A-F]{16}", "$1"))
                        .collect(Collectors.groupingBy(w -> w, java.util.TreeMap::new, Collectors.counting()))
                        .entrySet()
                        .stream()
                        .map(e -> e.getValue() + " times " + e.getKey())
                        .collect(Collectors.joining(" & "));
    }

    private static String certificate(Certificate certificate) {
        var view = certificate.at(Keyring.AT, Keyring.POLICY);
        long good = view.verifiedUserIds().size();
        return KeyPacket.text(KeyPacket.keyId(certificate.fingerprint())) + " " + trust(view.trust()) + ", user IDs "
                + good + "/" + view.userIds().size() + ", signs "
                + view.signingKeys().size() + ", encrypts "
                + view.encryptionKeys().size();
    }

    private static String open(String name, PrivateKey key, Keyring keyring) {
        try {
            return switch (keyring.unlock(name, key)) {
                case PrivateKey.Outcome.Unlocked u -> u.key().secrets().size() + " open";
                case PrivateKey.Outcome.WrongPassphrase w -> "locked";
                case PrivateKey.Outcome.Refused r -> "closed (" + r.explanation() + ")";
            };
        } catch (SyntaxException e) {
            return "malformed: " + e.getMessage();
        }
    }

    static String trust(Trust trust) {
        return switch (trust) {
            case Trust.Verified v -> "verified";
            case Trust.Expired e -> "expired";
            case Trust.Revoked r -> r.reason();
            case Trust.Unverified u -> "unverified (" + u.reason() + ")";
        };
    }

    static String message(MessageOutcome outcome) throws IOException {
        return switch (outcome) {
            case MessageOutcome.Refused r -> "refused, " + word(r.refusal().name()) + " (" + r.explanation() + ")";
            case MessageOutcome.Opened opened -> {
                try (opened) {
                    yield "opened, " + content(opened.octets()) + ", " + protection(opened.encryption()) + ", "
                            + signatures(opened.signatures());
                }
            }
        };
    }

    private static String content(byte[] octets) {
        String text = new String(octets, java.nio.charset.StandardCharsets.UTF_8);
        boolean readable = text.length() <= SHORT && text.chars().allMatch(c -> c >= 32 || c == '\n' || c == '\r');
        return readable ? '"' + text.replace("\r", "\\r").replace("\n", "\\n") + '"' : octets.length + " octets";
    }

    private static String protection(Optional<EncryptionEvidence> encryption) {
        return encryption
                .map(e -> "SEIPD " + e.seipdVersion() + " "
                        + e.aead()
                                .map(a -> e.cipher() + " " + a)
                                .orElse(e.cipher().toString()) + " "
                        + e.certificate()
                                .map(f -> "for " + KeyPacket.text(KeyPacket.keyId(f)))
                                .orElse("by passphrase"))
                .orElse("in the clear");
    }

    static String signatures(List<SignatureVerdict> verdicts) {
        return verdicts.isEmpty()
                ? "unsigned"
                : verdicts.stream()
                        .map(v -> "signed "
                                + v.key()
                                        .map(KeyPacket::keyId)
                                        .map(KeyPacket::text)
                                        .orElse(v.keyId()) + " "
                                + trust(v.trust()))
                        .collect(Collectors.joining(", "));
    }

    private static String word(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
