package chancery.openpgp;

import chancery.mail.SyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Finds the session keys that the reader's keys and passphrases give. */
record SessionKeyFinder(Keys keys, OpenPgpLimits limits, int seipdVersion) {
    private static final int MOST_TRIES = 200;

    /** Each may hash 65 million octets, or take the memory that the limits allow. */
    private static final int MOST_DERIVATIONS = 16;

    /** A session key that may be the one, and whose certificate it was encrypted to. */
    record Found(SessionKey key, Optional<Certificate> reader) {}

    /** What can be found; refuses when that is nothing. RFC 9580 §10.3.2.1: versions go together, others are passed over. */
    List<Found> find(List<Packet> packets) throws RefusedException, SyntaxException {
        var found = new ArrayList<Found>();
        Optional<RefusedException> trouble = Optional.empty();
        int tries = 0;
        long derivations = keys.passphrases().size()
                * packets.stream().filter(p -> p.tag() == Tags.SKESK).count();
        if (derivations > MOST_DERIVATIONS) {
            throw new RefusedException(Refusal.TOO_LARGE, "more than " + MOST_DERIVATIONS + " keys from passphrases");
        }
        for (var packet : packets) {
            if (++tries > MOST_TRIES) {
                throw new RefusedException(Refusal.TOO_LARGE, "more than " + MOST_TRIES + " session keys");
            }
            try {
                if (packet.tag() == Tags.PKESK) {
                    byPrivateKey(packet.body(), found);
                } else {
                    byPassphrase(packet.body(), found);
                }
            } catch (RefusedException e) {
                trouble = Optional.of(e);
            }
        }
        if (found.isEmpty()) {
            throw trouble.orElseGet(() -> new RefusedException(Refusal.NO_KEY, "no key at hand opens it"));
        }
        return found;
    }

    private void byPrivateKey(byte[] body, List<Found> found) throws SyntaxException {
        var in = new Octets(body);
        int version = in.u8();
        if (version != (seipdVersion == 1 ? 3 : 6)) {
            return;
        }
        long keyId = 0;
        Optional<Fingerprint> fingerprint = Optional.empty();
        if (version == 3) {
            keyId = in.u32() << 32 | in.u32();
        } else {
            byte[] named = in.take(in.u8());
            fingerprint = Subpackets.fingerprint(named);
            if (named.length > 0 && fingerprint.isEmpty()) {
                return;
            }
        }
        int algorithm = in.u8();
        byte[] material = in.rest();
        for (var owner : keys.privateKeys()) {
            for (var secret : owner.secrets()) {
                boolean named = fingerprint.isPresent()
                        ? fingerprint.get().equals(secret.key().fingerprint())
                        : keyId == 0 || keyId == secret.key().keyId();
                if (named && algorithm == secret.key().algorithm()) {
                    SessionKeyMath.unwrap(secret.key(), secret.numbers(), version, material)
                            .ifPresent(k -> found.add(new Found(k, Optional.of(owner.certificate()))));
                }
            }
        }
    }

    // RFC 9580 §5.3
    private void byPassphrase(byte[] body, List<Found> found) throws SyntaxException, RefusedException {
        var in = new Octets(body);
        int version = in.u8();
        if (keys.passphrases().isEmpty() || version != (seipdVersion == 1 ? 4 : 6)) {
            return;
        }
        if (version == 4) {
            passphrase4(in, found);
        } else {
            passphrase6(in, found);
        }
    }

    private void passphrase4(Octets in, List<Found> found) throws SyntaxException, RefusedException {
        var cipher = SymmetricAlgorithm.of(in.u8());
        var s2k = S2k.read(in);
        byte[] encrypted = in.rest();
        if (cipher.isEmpty()) {
            throw new RefusedException(Refusal.UNSUPPORTED, "a cipher that is not known here");
        }
        for (byte[] passphrase : keys.passphrases()) {
            byte[] derived = s2k.derive(passphrase, cipher.get().keyOctets(), limits);
            if (encrypted.length == 0) {
                found.add(new Found(new SessionKey(cipher, derived), Optional.empty()));
                continue;
            }
            byte[] iv = new byte[cipher.get().blockOctets()];
            byte[] plain = Cfb.decrypting(cipher.get(), derived, iv).apply(encrypted);
            byte[] key = Arrays.copyOfRange(plain, 1, plain.length);
            SymmetricAlgorithm.of(plain[0])
                    .filter(c -> c.keyOctets() == key.length)
                    .ifPresent(c -> found.add(new Found(new SessionKey(Optional.of(c), key), Optional.empty())));
        }
    }

    private void passphrase6(Octets in, List<Found> found) throws SyntaxException, RefusedException {
        in.u8();
        int cipherId = in.u8();
        int modeId = in.u8();
        var cipher = SymmetricAlgorithm.of(cipherId).filter(SymmetricAlgorithm::isAes);
        var mode = AeadAlgorithm.of(modeId);
        if (cipher.isEmpty() || mode.isEmpty()) {
            throw new RefusedException(Refusal.UNSUPPORTED, "a cipher or mode that is not known here");
        }
        var method = new Octets(in.take(in.u8()));
        var s2k = S2k.read(method);
        byte[] nonce = in.take(mode.get().nonceOctets());
        byte[] sealed = in.rest();
        byte[] purpose = {(byte) (0xc0 | Tags.SKESK), 6, (byte) cipherId, (byte) modeId};
        for (byte[] passphrase : keys.passphrases()) {
            byte[] derived = s2k.derive(passphrase, cipher.get().keyOctets(), limits);
            byte[] kek = Hkdf.sha256(derived, new byte[0], purpose, cipher.get().keyOctets());
            Aead.of(mode.get(), kek)
                    .open(nonce, purpose, sealed)
                    .ifPresent(k -> found.add(new Found(new SessionKey(Optional.empty(), k), Optional.empty())));
        }
    }
}
