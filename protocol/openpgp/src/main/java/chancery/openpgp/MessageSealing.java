package chancery.openpgp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/**
 * A message about to be written, for which that is done which may fail for its recipients or signers: after this only the
 * content's stream, the output and the making of a signature can.
 *
 * @param sessionKeys the packets that hold the session key
 * @param mode of SEIPD version 2, nothing in version 1
 */
record MessageSealing(
        byte[] sessionKeys,
        byte[] sessionKey,
        SymmetricAlgorithm cipher,
        Optional<AeadAlgorithm> mode,
        List<Signing> signing,
        SecureRandom random) {

    /**
     * Writes the whole message.
     *
     * @param size of the content in octets
     */
    void write(InputStream content, long size, OutputStream out) throws IOException {
        out.write(sessionKeys);
        long inner = signing.isEmpty() ? literalHeader(size).length + size : SealedOutput.UNKNOWN;
        var sealed = mode.isPresent()
                ? SealedOutput.aead(out, sessionKey, new Preferences.Suite(cipher, mode.get()), random, inner)
                : SealedOutput.cfb(out, sessionKey, cipher, random, inner);
        writeInner(content, size, sealed);
        sealed.finish();
    }

    // RFC 9580 §5.9: no file name and no date, which no signature would cover
    private static byte[] literalHeader(long size) {
        return Packet.header(Tags.LITERAL, 6 + size).u8('b').u8(0).u32(0).toOctets();
    }

    private void writeInner(InputStream in, long size, SealedOutput out) throws IOException {
        for (int i = 0; i < signing.size(); i++) {
            out.write(signing.get(i).onePass(i == signing.size() - 1).toOctets());
        }
        out.write(literalHeader(size));
        if (in.transferTo(signing.isEmpty() ? out : new SigningOutput(signing, out)) != size) {
            throw new IOException("the content has another size than was said");
        }
        for (var signature : signing.reversed()) {
            out.write(new Packet(Tags.SIGNATURE, signature.finish()).toOctets());
        }
    }
}
