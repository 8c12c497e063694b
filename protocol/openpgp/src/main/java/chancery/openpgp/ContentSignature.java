package chancery.openpgp;

import chancery.mail.SyntaxException;
import java.security.MessageDigest;
import java.util.Optional;

/** A signature over a message's literal data while it passes. */
final class ContentSignature {
    private final Optional<OnePass> announced;
    private Optional<SignaturePacket> signature;
    private Optional<MessageDigest> digest;
    private Optional<String> problem = Optional.empty();
    private boolean afterReturn;

    /** RFC 9580 §5.4 */
    private record OnePass(int version, int type, int hash, int algorithm, long keyId, byte[] salt) {}

    private ContentSignature(
            Optional<OnePass> announced, Optional<SignaturePacket> signature, Optional<MessageDigest> digest) {
        this.announced = announced;
        this.signature = signature;
        this.digest = digest;
    }

    static ContentSignature announced(byte[] body) throws SyntaxException {
        var in = new Octets(body);
        int version = in.u8();
        int type = in.u8();
        int hash = in.u8();
        int algorithm = in.u8();
        byte[] salt = {};
        long keyId;
        if (version == 3) {
            keyId = in.u32() << 32 | in.u32();
        } else if (version == 6) {
            salt = in.take(in.u8());
            keyId = KeyPacket.keyId(Fingerprint.of(6, in.take(32)));
        } else {
            // its signature is read past, and proves nothing
            return new ContentSignature(Optional.empty(), Optional.empty(), Optional.empty());
        }
        in.u8();
        in.end("the one-pass signature");
        var digest = HashAlgorithm.of(hash).map(HashAlgorithm::begin);
        byte[] first = salt;
        digest.ifPresent(d -> d.update(first));
        var onePass = new OnePass(version, type, hash, algorithm, keyId, salt);
        return new ContentSignature(Optional.of(onePass), Optional.empty(), digest);
    }

    static ContentSignature ahead(byte[] body) {
        try {
            var signature = SignaturePacket.read(body);
            return new ContentSignature(
                    Optional.empty(), Optional.of(signature), signature.hash().map(signature::begin));
        } catch (SyntaxException e) {
            return new ContentSignature(Optional.empty(), Optional.empty(), Optional.empty());
        }
    }

    static ContentSignature detached(SignaturePacket signature) {
        return new ContentSignature(
                Optional.empty(), Optional.of(signature), signature.hash().map(signature::begin));
    }

    void setAside() {
        digest = Optional.empty();
        problem = Optional.of("it signs something that is encrypted inside");
    }

    private int type() {
        return announced
                .map(OnePass::type)
                .or(() -> signature.map(SignaturePacket::type))
                .orElse(SignaturePacket.BINARY);
    }

    void update(byte[] octets, int length) {
        if (digest.isEmpty()) {
            return;
        }
        if (type() == SignaturePacket.TEXT) {
            canonical(digest.get(), octets, length);
        } else {
            digest.get().update(octets, 0, length);
        }
    }

    // RFC 9580 §5.2.1.2: line ends of a text signature are CRLF, whatever they are in the file
    private void canonical(MessageDigest into, byte[] octets, int length) {
        int from = 0;
        for (int i = 0; i < length; i++) {
            boolean bare = octets[i] == '\n' && !afterReturn;
            afterReturn = octets[i] == '\r';
            if (bare) {
                into.update(octets, from, i - from);
                into.update((byte) '\r');
                from = i;
            }
        }
        into.update(octets, from, length - from);
    }

    void close(byte[] body) {
        try {
            var read = SignaturePacket.read(body);
            boolean matches = announced
                    .filter(a -> a.type() == read.type()
                            && a.hash() == read.hashAlgorithm()
                            && a.algorithm() == read.algorithm()
                            && (a.version() == 6) == (read.version() == 6)
                            && java.util.Arrays.equals(a.salt(), read.salt()))
                    .isPresent();
            if (!matches) {
                problem = Optional.of("it is not the signature that was announced");
            }
            signature = Optional.of(read);
        } catch (SyntaxException e) {
            problem = Optional.of("a signature that cannot be read");
        }
    }

    SignatureVerdict verdict(SignatureVerifier verifier, Optional<Certificate> reader) {
        if (signature.isEmpty()) {
            return new SignatureVerdict(
                    new Trust.Unverified(problem.orElse("a signature that cannot be read")),
                    Optional.empty(),
                    Optional.empty(),
                    KeyPacket.text(announced.map(OnePass::keyId).orElse(0L)),
                    Optional.empty(),
                    Optional.empty());
        }
        var read = signature.get();
        if (problem.isPresent()) {
            return verifier.unverified(read, problem.get());
        }
        var verdict = verifier.judge(read, digest.map(read::finish));
        return verifier.forReader(verdict, read, reader);
    }
}
