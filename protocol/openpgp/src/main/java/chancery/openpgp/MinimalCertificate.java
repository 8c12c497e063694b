package chancery.openpgp;

import chancery.mail.EmailAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The least of a certificate that lets others encrypt to its owner: one user ID, one subkey, a signature for each. */
final class MinimalCertificate {
    private MinimalCertificate() {}

    static Certificate of(CertificateView view, EmailAddress address) {
        var certificate = view.certificate();
        var encryption = view.encryptionKeys().stream()
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("nothing can be encrypted to " + certificate));
        var signatures = new SelfSignatures(certificate.primary(), view.time(), view.policy());
        var parts = new ArrayList<Component>();
        var primary = certificate.components().getFirst();
        parts.add(with(primary, signatures.latest(primary, t -> t == SignaturePacket.DIRECT_KEY)));
        user(view, address)
                .flatMap(text -> certificate.components().stream()
                        .filter(c -> c.kind() == Component.Kind.USER_ID)
                        .filter(c -> CertificateView.text(c).equals(text))
                        .findFirst())
                .ifPresent(user -> parts.add(with(
                        user, signatures.latest(user, t -> t >= 0x10 && t <= SignaturePacket.POSITIVE_CERTIFICATION))));
        certificate.components().stream()
                .filter(c -> c.kind() == Component.Kind.SUBKEY)
                .filter(c -> c.key().orElseThrow().fingerprint().equals(encryption.fingerprint()))
                .findFirst()
                .ifPresent(subkey ->
                        parts.add(with(subkey, signatures.latest(subkey, t -> t == SignaturePacket.SUBKEY_BINDING))));
        return new Certificate(parts);
    }

    /** The user ID of the address, else the primary one. */
    private static Optional<String> user(CertificateView view, EmailAddress address) {
        var verified = view.verifiedUserIds();
        var own = verified.stream()
                .filter(u -> u.address().stream().anyMatch(a -> a.lookupKey().equals(address.lookupKey())));
        return Stream.concat(own, verified.stream()).map(UserIdView::text).findFirst();
    }

    private static Component with(Component part, Optional<SignaturePacket> signature) {
        return part.with(signature.stream().toList(), List.of());
    }
}
