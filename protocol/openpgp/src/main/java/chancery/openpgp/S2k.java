package chancery.openpgp;

import chancery.mail.SyntaxException;
import java.security.MessageDigest;
import java.util.Arrays;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** How a passphrase becomes a key (RFC 9580 §3.7). */
sealed interface S2k {
    /** RFC 9580 §3.7.1.1; only read. */
    record Simple(HashAlgorithm hash) implements S2k {}

    /** RFC 9580 §3.7.1.2; only read. */
    record Salted(HashAlgorithm hash, byte[] salt) implements S2k {}

    /** RFC 9580 §3.7.1.3 */
    record Iterated(HashAlgorithm hash, byte[] salt, int codedCount) implements S2k {
        long count() {
            return (16L + (codedCount & 15)) << ((codedCount >> 4) + 6);
        }
    }

    /**
     * RFC 9580 §3.7.1.4
     *
     * @param passes over the memory
     * @param lanes side by side
     * @param memoryExponent memory is two to this many KiB
     */
    record Argon2(byte[] salt, int passes, int lanes, int memoryExponent) implements S2k {}

    /** A form that is not known, such as GnuPG's for keys that are elsewhere. */
    record Unknown(int id) implements S2k {}

    static S2k read(Octets in) throws SyntaxException {
        int id = in.u8();
        return switch (id) {
            case 0 -> hashed(in.u8(), new byte[0], -1, in.position());
            case 1 -> hashed(in.u8(), in.take(8), -1, in.position());
            case 3 -> {
                int hash = in.u8();
                byte[] salt = in.take(8);
                yield hashed(hash, salt, in.u8(), in.position());
            }
            case 4 -> new Argon2(in.take(16), in.u8(), in.u8(), in.u8());
            default -> new Unknown(id);
        };
    }

    private static S2k hashed(int id, byte[] salt, int count, int position) throws SyntaxException {
        var hash = HashAlgorithm.of(id);
        if (hash.isEmpty()) {
            throw new SyntaxException("a hash that is not known, for a passphrase", position);
        }
        if (salt.length == 0) {
            return new Simple(hash.get());
        }
        return count < 0 ? new Salted(hash.get(), salt) : new Iterated(hash.get(), salt, count);
    }

    default byte[] octets() {
        var out = new OctetWriter();
        switch (this) {
            case Simple simple -> out.u8(0).u8(simple.hash().id());
            case Salted salted -> out.u8(1).u8(salted.hash().id()).octets(salted.salt());
            case Iterated it -> out.u8(3).u8(it.hash().id()).octets(it.salt()).u8(it.codedCount());
            case Argon2 a ->
                out.u8(4).octets(a.salt()).u8(a.passes()).u8(a.lanes()).u8(a.memoryExponent());
            case Unknown unknown -> out.u8(unknown.id());
        }
        return out.toOctets();
    }

    /** The key, or a refusal where the work asked for is over the limits or the form is unknown. */
    default byte[] derive(byte[] passphrase, int keyOctets, OpenPgpLimits limits) throws RefusedException {
        return switch (this) {
            case Simple simple -> expand(simple.hash(), passphrase, passphrase.length, keyOctets);
            case Salted salted -> {
                byte[] input = Numbers.joined(salted.salt(), passphrase);
                yield expand(salted.hash(), input, input.length, keyOctets);
            }
            case Iterated it -> {
                byte[] input = Numbers.joined(it.salt(), passphrase);
                yield expand(it.hash(), input, Math.max(it.count(), input.length), keyOctets);
            }
            case Argon2 a -> argon2(a, passphrase, keyOctets, limits);
            case Unknown unknown ->
                throw new RefusedException(Refusal.UNSUPPORTED, "passphrase to key by method " + unknown.id());
        };
    }

    private static byte[] expand(HashAlgorithm hash, byte[] input, long count, int keyOctets) {
        var out = new OctetWriter();
        byte[] block = repeated(input);
        for (int zeros = 0; zeros * hash.octets() < keyOctets; zeros++) {
            MessageDigest digest = hash.begin();
            digest.update(new byte[zeros]);
            long left = count;
            while (left > 0 && block.length > 0) {
                int length = (int) Math.min(left, block.length);
                digest.update(block, 0, length);
                left -= length;
            }
            out.octets(digest.digest());
        }
        return Arrays.copyOf(out.toOctets(), keyOctets);
    }

    /** The same octets often enough that hashing them is not slowed down by the calls. */
    private static byte[] repeated(byte[] input) {
        if (input.length == 0) {
            return input;
        }
        byte[] block = new byte[input.length * Math.max(1, 8192 / input.length)];
        for (int i = 0; i < block.length; i++) {
            block[i] = input[i % input.length];
        }
        return block;
    }

    private static byte[] argon2(Argon2 a, byte[] passphrase, int keyOctets, OpenPgpLimits limits)
            throws RefusedException {
        boolean sound = a.passes() > 0
                && a.lanes() > 0
                && a.memoryExponent() >= 3
                && a.memoryExponent() < 31
                && 1L << a.memoryExponent() >= 8L * a.lanes();
        if (!sound) {
            throw new RefusedException(Refusal.UNSUPPORTED, "Argon2 with impossible parameters");
        }
        long work = (1L << a.memoryExponent()) * a.passes();
        if (1L << a.memoryExponent() > limits.argon2KibiOctets() || work > 16L * limits.argon2KibiOctets()) {
            throw new RefusedException(Refusal.TOO_LARGE, "Argon2 asks for more memory or time than allowed");
        }
        var parameters = new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withSalt(a.salt())
                .withIterations(a.passes())
                .withParallelism(a.lanes())
                .withMemoryPowOfTwo(a.memoryExponent())
                .build();
        var generator = new Argon2BytesGenerator();
        generator.init(parameters);
        byte[] key = new byte[keyOctets];
        generator.generateBytes(passphrase, key);
        return key;
    }
}
