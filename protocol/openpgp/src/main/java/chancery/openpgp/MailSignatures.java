package chancery.openpgp;

import chancery.mail.EmailAddress;
import chancery.mail.SyntaxException;
import chancery.mime.CrlfSource;
import chancery.mime.Entity;
import chancery.mime.MimeSource;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Judges signatures in one mail. */
record MailSignatures(
        List<Certificate> signers,
        AlgorithmPolicy policy,
        OpenPgpLimits limits,
        Instant at,
        List<EmailAddress> authors) {

    /** Of a multipart/signed. RFC 3156 §5 */
    List<MailSignature> ofSigned(Entity entity) throws IOException {
        return detached(entity.children().getLast(), entity.children().getFirst()::openWhole);
    }

    /** Of one part over octets of another: as lines in CRLF, and, where that does not hold, as they are. */
    List<MailSignature> detached(Entity signature, MimeSource content) throws IOException {
        byte[] octets;
        try (InputStream in = signature.open()) {
            octets = in.readNBytes(limits.packetOctets());
        }
        var canonical = judge(octets, new CrlfSource(content));
        if (canonical.stream().anyMatch(s -> s.verdict().isVerified())) {
            return canonical;
        }
        var asItIs = judge(octets, content);
        return asItIs.stream().anyMatch(s -> s.verdict().isVerified()) ? asItIs : canonical;
    }

    List<MailSignature> judge(byte[] signatures, MimeSource content) throws IOException {
        try {
            return withAuthors(DetachedSignatures.verify(signatures, content, signers, policy, limits, at));
        } catch (SyntaxException e) {
            return List.of(unverified("a signature that cannot be read"));
        }
    }

    List<MailSignature> withAuthors(List<SignatureVerdict> verdicts) {
        return verdicts.stream().map(v -> new MailSignature(v, author(v))).toList();
    }

    private AddressMatch author(SignatureVerdict verdict) {
        return verdict.certificate()
                .map(c -> AddressMatch.of(c.at(at, policy), authors))
                .orElseGet(AddressMatch.NoAddress::new);
    }

    static MailSignature unverified(String reason) {
        var verdict = new SignatureVerdict(
                new Trust.Unverified(reason),
                Optional.empty(),
                Optional.empty(),
                KeyPacket.text(0),
                Optional.empty(),
                Optional.empty());
        return new MailSignature(verdict, new AddressMatch.NoAddress());
    }

    /** Around something that is encrypted: anybody can sign what he cannot read. */
    static MailSignature setAside(MailSignature signature) {
        var verdict = signature.verdict();
        return new MailSignature(
                new SignatureVerdict(
                        new Trust.Unverified("it signs something that is encrypted inside"),
                        verdict.certificate(),
                        verdict.key(),
                        verdict.keyId(),
                        verdict.made(),
                        verdict.hash()),
                signature.author());
    }
}
