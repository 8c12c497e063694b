package chancery.openpgp;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/** Writes the session key for each recipient and passphrase. */
record SessionKeyWriter(SecureRandom random, List<CertificateView> recipients, List<byte[]> passphrases) {

    byte[] packets(byte[] sessionKey, SymmetricAlgorithm cipher, boolean aead) {
        var out = new OctetWriter();
        for (var recipient : recipients) {
            var key = recipient.encryptionKeys().getFirst().key();
            out.octets(new Packet(Tags.PKESK, publicly(key, sessionKey, cipher, aead)).toOctets());
        }
        for (byte[] passphrase : passphrases) {
            byte[] body = aead ? passphrase6(passphrase, sessionKey) : passphrase4(passphrase, sessionKey, cipher);
            out.octets(new Packet(Tags.SKESK, body).toOctets());
        }
        return out.toOctets();
    }

    // RFC 9580 §5.1.1, RFC 9580 §5.1.2
    private byte[] publicly(KeyPacket key, byte[] sessionKey, SymmetricAlgorithm cipher, boolean aead) {
        var out = new OctetWriter();
        if (aead) {
            byte[] named = Signing.versioned(key.fingerprint());
            out.u8(6).u8(named.length).octets(named);
        } else {
            out.u8(3).octets(ByteBuffer.allocate(8).putLong(key.keyId()).array());
        }
        Optional<SymmetricAlgorithm> told = aead ? Optional.empty() : Optional.of(cipher);
        return out.u8(key.algorithm())
                .octets(SessionKeyMath.wrap(key, sessionKey, told, random))
                .toOctets();
    }

    // RFC 9580 §5.3.1
    private byte[] passphrase4(byte[] passphrase, byte[] sessionKey, SymmetricAlgorithm cipher) {
        var s2k = new S2k.Iterated(HashAlgorithm.SHA256, salt(8), 0xff);
        byte[] derived = derived(s2k, passphrase, cipher.keyOctets());
        var cfb = Cfb.encrypting(cipher, derived, new byte[cipher.blockOctets()]);
        return new OctetWriter()
                .u8(4)
                .u8(cipher.id())
                .octets(s2k.octets())
                .octets(cfb.apply(Numbers.joined(new byte[] {(byte) cipher.id()}, sessionKey)))
                .toOctets();
    }

    // RFC 9580 §5.3.2
    private byte[] passphrase6(byte[] passphrase, byte[] sessionKey) {
        var cipher = SymmetricAlgorithm.AES_256;
        // RFC 9106 §4, second choice
        byte[] s2k = new S2k.Argon2(salt(16), 3, 4, 16).octets();
        byte[] derived = derived(new S2k.Argon2(java.util.Arrays.copyOfRange(s2k, 1, 17), 3, 4, 16), passphrase, 32);
        byte[] nonce = salt(AeadAlgorithm.OCB.nonceOctets());
        byte[] purpose = {(byte) (0xc0 | Tags.SKESK), 6, (byte) cipher.id(), (byte) AeadAlgorithm.OCB.id()};
        byte[] kek = Hkdf.sha256(derived, new byte[0], purpose, cipher.keyOctets());
        byte[] sealed = Aead.of(AeadAlgorithm.OCB, kek).seal(nonce, purpose, sessionKey);
        return new OctetWriter()
                .u8(6)
                .u8(3 + s2k.length + nonce.length)
                .u8(cipher.id())
                .u8(AeadAlgorithm.OCB.id())
                .u8(s2k.length)
                .octets(s2k)
                .octets(nonce)
                .octets(sealed)
                .toOctets();
    }

    private byte[] salt(int octets) {
        byte[] salt = new byte[octets];
        random.nextBytes(salt);
        return salt;
    }

    private static byte[] derived(S2k s2k, byte[] passphrase, int octets) {
        try {
            return s2k.derive(passphrase, octets, OpenPgpLimits.STANDARD);
        } catch (RefusedException e) {
            throw new IllegalStateException(e);
        }
    }
}
