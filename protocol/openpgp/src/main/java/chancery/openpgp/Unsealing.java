package chancery.openpgp;

import chancery.mail.SyntaxException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Decrypts protected data into a store; returns only when all of it has proven intact. */
record Unsealing(AlgorithmPolicy policy, List<SessionKeyFinder.Found> candidates, Store plain) {
    private static final int PIECE = 64 << 10;
    private static final int MDC = 22;

    /** Which key it was, and the evidence. */
    record Used(EncryptionEvidence evidence, Optional<Certificate> reader) {}

    // RFC 9580 §5.13.1
    Used cfb(PacketBody body) throws IOException, SyntaxException, RefusedException {
        byte[] piece = new byte[PIECE];
        int got = body.readFully(piece, 0, PIECE);
        var found = choose(Arrays.copyOf(piece, Math.min(got, 18)));
        var cipher = found.key().cipher().orElseThrow();
        var cfb = Cfb.decrypting(cipher, found.key().octets(), new byte[cipher.blockOctets()]);
        var digest = HashAlgorithm.SHA1.begin();
        int prefix = cipher.blockOctets() + 2;
        byte[] tail = new byte[0];
        byte[] clear = new byte[PIECE + MDC];
        while (got > 0) {
            System.arraycopy(tail, 0, clear, 0, tail.length);
            cfb.apply(piece, 0, got, clear, tail.length);
            int filled = tail.length + got;
            int sure = Math.max(0, filled - MDC);
            digest.update(clear, 0, sure);
            int skipped = Math.min(prefix, sure);
            plain.write(clear, skipped, sure - skipped);
            prefix -= skipped;
            tail = Arrays.copyOfRange(clear, sure, filled);
            got = body.readFully(piece, 0, PIECE);
        }
        digest.update(tail, 0, Math.min(2, tail.length));
        boolean intact = prefix == 0
                && tail.length == MDC
                && tail[0] == (byte) 0xd3
                && tail[1] == 0x14
                && MessageDigest.isEqual(digest.digest(), Arrays.copyOfRange(tail, 2, MDC));
        if (!intact) {
            throw new RefusedException(Refusal.MODIFIED, "the hash at the end does not fit the data");
        }
        return used(found, new EncryptionEvidence(1, cipher, Optional.empty(), Optional.empty()));
    }

    /**
     * With several passphrases the repeated octets tell which is right; a public key's session key is never judged by
     * them. RFC 9580 §5.13.1
     */
    private SessionKeyFinder.Found choose(byte[] start) throws RefusedException {
        for (var found : candidates) {
            var cipher = found.key().cipher();
            if (cipher.isEmpty() || !policy.readCiphers().contains(cipher.get())) {
                throw new RefusedException(Refusal.ALGORITHM, "a cipher that the policy does not allow");
            }
            if (candidates.size() == 1 || found.reader().isPresent() || repeats(found.key(), cipher.get(), start)) {
                return found;
            }
        }
        throw new RefusedException(Refusal.NO_KEY, "no passphrase at hand opens it");
    }

    private static boolean repeats(SessionKey key, SymmetricAlgorithm cipher, byte[] start) {
        int block = cipher.blockOctets();
        if (start.length < block + 2) {
            return false;
        }
        byte[] clear = Cfb.decrypting(cipher, key.octets(), new byte[block]).apply(Arrays.copyOf(start, block + 2));
        return clear[block - 2] == clear[block] && clear[block - 1] == clear[block + 1];
    }

    // RFC 9580 §5.13.2
    Used aead(PacketBody body) throws IOException, SyntaxException, RefusedException {
        int cipherId = body.u8();
        int modeId = body.u8();
        int chunkId = body.u8();
        byte[] salt = body.exactly(32);
        var cipher = SymmetricAlgorithm.of(cipherId).filter(SymmetricAlgorithm::isAes);
        var mode = AeadAlgorithm.of(modeId);
        if (cipher.isEmpty() || mode.isEmpty()) {
            throw new RefusedException(Refusal.UNSUPPORTED, "a cipher or mode that is not known here");
        }
        if (chunkId > 16) {
            throw new SyntaxException("chunks of more than 4 MiB", 0);
        }
        byte[] purpose = {(byte) (0xc0 | Tags.SEIPD), 2, (byte) cipherId, (byte) modeId, (byte) chunkId};
        var sealed = new Chunks(body, (1 << (chunkId + 6)) + AeadAlgorithm.TAG_OCTETS);
        for (var found : candidates) {
            if (found.key().octets().length == cipher.get().keyOctets()) {
                var sealing = ChunkSealing.of(found.key().octets(), salt, purpose, cipher.get(), mode.get());
                if (unseal(sealed, sealing, purpose)) {
                    return used(found, new EncryptionEvidence(2, cipher.get(), mode, Optional.empty()));
                }
            }
        }
        throw new RefusedException(Refusal.MODIFIED, "a chunk does not fit its tag");
    }

    /** False when not even the first chunk opens, so that another key may be tried. */
    private boolean unseal(Chunks sealed, ChunkSealing sealing, byte[] purpose)
            throws IOException, SyntaxException, RefusedException {
        byte[] clear = new byte[sealed.size()];
        long index = 0;
        while (true) {
            var chunk = sealed.current();
            if (chunk.isEmpty()) {
                break;
            }
            var length = sealing.aead().open(sealing.nonce(index), purpose, chunk.get(), clear);
            if (length.isEmpty() && index == 0) {
                return false;
            }
            if (length.isEmpty()) {
                throw new RefusedException(Refusal.MODIFIED, "a chunk does not fit its tag");
            }
            plain.write(clear, 0, length.get());
            index++;
            sealed.advance();
        }
        byte[] total = ByteBuffer.allocate(8).putLong(plain.size()).array();
        byte[] last = Numbers.joined(purpose, total);
        if (sealing.aead().open(sealing.nonce(index), last, sealed.finalTag()).isEmpty()) {
            if (index == 0) {
                return false;
            }
            throw new RefusedException(Refusal.MODIFIED, "chunks are missing at the end");
        }
        return true;
    }

    private static Used used(SessionKeyFinder.Found found, EncryptionEvidence evidence) {
        return new Used(
                new EncryptionEvidence(
                        evidence.seipdVersion(),
                        evidence.cipher(),
                        evidence.aead(),
                        found.reader().map(Certificate::fingerprint)),
                found.reader());
    }
}
