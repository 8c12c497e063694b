package chancery.openpgp;

import chancery.mail.SyntaxException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** One message being read, level by level. What it holds is released when it is closed, except a result that was given. */
final class MessageOpening implements AutoCloseable {
    private static final int PIECE = 64 << 10;

    private final Keys keys;
    private final OpenPgpLimits limits;
    private final AlgorithmPolicy policy;
    private final Workspace workspace;
    private final SignatureVerifier verifier;
    private final List<Store> stores = new ArrayList<>();
    private final List<ContentSignature> signatures = new ArrayList<>();
    private Optional<EncryptionEvidence> encryption = Optional.empty();
    private Optional<Certificate> reader = Optional.empty();
    private Optional<Literal> literal = Optional.empty();

    private record Literal(Store store, boolean isText, String fileName) {}

    MessageOpening(
            Keys keys, OpenPgpLimits limits, AlgorithmPolicy policy, Workspace workspace, SignatureVerifier verifier) {
        this.keys = keys;
        this.limits = limits;
        this.policy = policy;
        this.workspace = workspace;
        this.verifier = verifier;
    }

    MessageOutcome run(OctetSource source) throws IOException, SyntaxException, RefusedException {
        level(source, 1);
        var found = literal.orElseThrow();
        var verdicts = signatures.stream().map(s -> s.verdict(verifier, reader)).toList();
        stores.remove(found.store());
        return new MessageOutcome.Opened(
                found.store(),
                found.store().size(),
                found.isText(),
                found.fileName(),
                encryption,
                verdicts,
                found.store());
    }

    private void level(OctetSource source, int depth) throws IOException, SyntaxException, RefusedException {
        if (depth > limits.depth()) {
            throw new RefusedException(Refusal.TOO_LARGE, "more than " + limits.depth() + " layers");
        }
        var packets = new PacketReader(source, limits.packets());
        var grammar = new MessageGrammar();
        var sessionKeys = new ArrayList<Packet>();
        Deque<ContentSignature> open = new ArrayDeque<>();
        for (var next = packets.next(); next.isPresent(); next = packets.next()) {
            var packet = next.get();
            switch (grammar.accept(packet.tag(), packets.position())) {
                case SESSION_KEY -> sessionKeys.add(new Packet(packet.tag(), whole(packet)));
                case ONE_PASS_SIGNATURE -> open.push(signature(ContentSignature.announced(whole(packet))));
                case SIGNATURE_AHEAD -> signature(ContentSignature.ahead(whole(packet)));
                case SIGNATURE_BEHIND -> open.pop().close(whole(packet));
                case CONTENT -> content(packet, sessionKeys, depth);
                case IGNORED -> packet.body().skipRest();
            }
        }
        grammar.end(packets.position());
    }

    private byte[] whole(PacketReader.Arriving packet) throws IOException, SyntaxException {
        return PacketReader.whole(packet, limits.packetOctets());
    }

    private ContentSignature signature(ContentSignature signature) throws RefusedException {
        if (signatures.size() == limits.signatures()) {
            throw new RefusedException(Refusal.TOO_LARGE, "more than " + limits.signatures() + " signatures");
        }
        signatures.add(signature);
        return signature;
    }

    private void content(PacketReader.Arriving packet, List<Packet> sessionKeys, int depth)
            throws IOException, SyntaxException, RefusedException {
        switch (packet.tag()) {
            case Tags.LITERAL -> literal(packet.body());
            case Tags.COMPRESSED -> {
                try (var inflation = Inflation.of(packet.body(), workspace.maxOctets())) {
                    level(inflation, depth + 1);
                }
            }
            case Tags.SEIPD -> decrypt(packet.body(), sessionKeys, depth);
            case Tags.LIBREPGP_OCB ->
                throw new RefusedException(Refusal.UNSUPPORTED, "encrypted in a form that only LibrePGP has");
            // RFC 9580 §5.7: anybody can change such data unseen, so it is not decrypted at all
            default -> throw new RefusedException(Refusal.NOT_PROTECTED, "encrypted without protection of integrity");
        }
    }

    private void decrypt(PacketBody body, List<Packet> sessionKeys, int depth)
            throws IOException, SyntaxException, RefusedException {
        // signatures outside cover the ciphertext, which is not how anybody signs
        signatures.forEach(ContentSignature::setAside);
        int version = body.u8();
        if (version != 1 && version != 2) {
            throw new RefusedException(Refusal.UNSUPPORTED, "protected data of version " + version);
        }
        var candidates = new SessionKeyFinder(keys, limits, version).find(sessionKeys);
        var plain = workspace.begin();
        stores.add(plain);
        var unsealing = new Unsealing(policy, candidates, plain);
        var used = version == 1 ? unsealing.cfb(body) : unsealing.aead(body);
        reader = used.reader();
        encryption = Optional.of(used.evidence());
        try (var in = plain.open()) {
            level(OctetSource.of(in), depth + 1);
        }
        stores.remove(plain);
        plain.close();
    }

    // RFC 9580 §5.9
    private void literal(PacketBody body) throws IOException, SyntaxException, RefusedException {
        int format = body.u8();
        if ("btu1lm".indexOf(format) < 0) {
            throw new SyntaxException("literal data of an unknown format", 0);
        }
        byte[] name = body.exactly(body.u8());
        body.exactly(4);
        var store = workspace.begin();
        stores.add(store);
        byte[] piece = new byte[PIECE];
        for (int got = body.read(piece, 0, PIECE); got >= 0; got = body.read(piece, 0, PIECE)) {
            for (var signature : signatures) {
                signature.update(piece, got);
            }
            store.write(piece, 0, got);
        }
        boolean isText = format == 't' || format == 'u';
        literal = Optional.of(new Literal(store, isText, new String(name, StandardCharsets.UTF_8)));
    }

    @Override
    public void close() throws IOException {
        for (var store : stores) {
            store.close();
        }
    }
}
