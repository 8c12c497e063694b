package chancery.openpgp;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mail.SyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What an attacker on the way can do with an encrypted message (EFAIL and its relatives): nothing of the plaintext comes
 * out of anything but the message as it was sent.
 */
class AttackTest {
    private static final int SEIPD = 18;
    private static final int SED = 9;
    private static final int MDC = 22;
    private static final byte[] SECRET = Fixtures.utf8("Diagnosis: see the findings of Tuesday.\r\n");
    private static final UnlockedKey OLD = Fixtures.key(KeyGenerator.Format.VERSION_4, "bob@b.example");
    private static final UnlockedKey YOUNG = Fixtures.key(KeyGenerator.Format.VERSION_6, "bob@b.example");

    record Attack(String name, KeyGenerator.Format format, byte[] message) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static UnlockedKey key(KeyGenerator.Format format) {
        return format == KeyGenerator.Format.VERSION_6 ? YOUNG : OLD;
    }

    private static byte[] encrypted(KeyGenerator.Format format, byte[] content) {
        return Fixtures.writer().to(Fixtures.now(key(format))).encrypt(content, Fixtures.NOW);
    }

    private static MessageOutcome read(KeyGenerator.Format format, byte[] message) throws SyntaxException {
        return Fixtures.READER.read(message, Fixtures.opening(key(format)), Fixtures.MEMORY, Fixtures.NOW);
    }

    @ParameterizedTest
    @EnumSource(KeyGenerator.Format.class)
    void theAttackersToolsPutAMessageTogetherThatOpens(KeyGenerator.Format format) throws Exception {
        byte[] again = TopPackets.of(encrypted(format, SECRET)).write();

        assertThat(((MessageOutcome.Opened) read(format, again)).octets()).isEqualTo(SECRET);
    }

    static Stream<Attack> attacks() {
        var v4 = KeyGenerator.Format.VERSION_4;
        var v6 = KeyGenerator.Format.VERSION_6;
        var one = TopPackets.of(encrypted(v4, SECRET));
        byte[] cfb = one.last().body();
        byte[] withoutVersion = Arrays.copyOfRange(cfb, 1, cfb.length);
        byte[] stripped = Arrays.copyOf(cfb, cfb.length - MDC);
        byte[] large = new byte[5 << 20];
        new Random(1).nextBytes(large);
        var two = TopPackets.of(encrypted(v6, large));
        byte[] aead = two.last().body();
        int chunk = (1 << (aead[3] + 6)) + 16;
        int first = 4 + 32;
        return Stream.of(
                new Attack("MDC stripped", v4, one.ending(SEIPD, stripped).write()),
                new Attack("SEIPD as SED", v4, one.ending(SED, withoutVersion).write()),
                new Attack(
                        "SEIPD as SED without MDC",
                        v4,
                        one.ending(SED, Arrays.copyOf(withoutVersion, withoutVersion.length - MDC))
                                .write()),
                new Attack("CFB gadget", v4, one.ending(SEIPD, gadget(cfb)).write()),
                new Attack("message behind the message", v4, one.and(one).write()),
                new Attack(
                        "version 2 said to be 1",
                        v6,
                        two.ending(SEIPD, replaced(aead, 0, 1)).write()),
                new Attack(
                        "last chunk and tag cut off",
                        v6,
                        two.ending(SEIPD, Arrays.copyOf(aead, first + chunk)).write()),
                new Attack(
                        "last tag cut off",
                        v6,
                        two.ending(SEIPD, Arrays.copyOf(aead, aead.length - 16)).write()),
                new Attack(
                        "first two chunks exchanged",
                        v6,
                        two.ending(SEIPD, exchanged(aead, first, chunk)).write()),
                new Attack(
                        "other chunk size said",
                        v6,
                        two.ending(SEIPD, replaced(aead, 3, aead[3] - 1)).write()),
                new Attack(
                        "other cipher said",
                        v6,
                        two.ending(SEIPD, replaced(aead, 1, 7)).write()));
    }

    @ParameterizedTest
    @MethodSource
    void attacks(Attack attack) {
        assertThat(opens(attack.format(), attack.message())).isFalse();
    }

    @ParameterizedTest
    @EnumSource(KeyGenerator.Format.class)
    void noFlippedBitLetsAnythingElseOut(KeyGenerator.Format format) throws Exception {
        byte[] message = encrypted(format, SECRET);
        for (int bit = 0; bit < message.length * 8; bit++) {
            byte[] changed = message.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                // a changed hint to the recipient may still lead to the key; then it is the message as it was sent
                if (read(format, changed) instanceof MessageOutcome.Opened opened) {
                    assertThat(opened.octets()).as("bit %d", bit).isEqualTo(SECRET);
                    assertThat(bit / 8).as("octet").isLessThan(message.length - SECRET.length);
                }
            } catch (SyntaxException e) {
                assertThat(e.position()).isNotNegative();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(KeyGenerator.Format.class)
    void noBeginningOpens(KeyGenerator.Format format) {
        byte[] message = encrypted(format, SECRET);

        assertThat(IntStream.range(0, message.length))
                .noneMatch(length -> opens(format, Arrays.copyOf(message, length)));
    }

    @Test
    void unprotectedDataIsNamedForWhatItIs() throws Exception {
        var packets = TopPackets.of(encrypted(KeyGenerator.Format.VERSION_4, SECRET));
        byte[] body = packets.last().body();
        byte[] message =
                packets.ending(SED, Arrays.copyOfRange(body, 1, body.length)).write();

        assertThat(read(KeyGenerator.Format.VERSION_4, message))
                .isInstanceOfSatisfying(
                        MessageOutcome.Refused.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(Refusal.NOT_PROTECTED));
    }

    @Test
    void manyPassphrasesThatCostSecondsEachAreNotTried() throws Exception {
        byte[] message =
                Fixtures.writer().toPassphrase(Fixtures.utf8("secret")).encrypt(Fixtures.utf8("x"), Fixtures.NOW);
        var packets = TopPackets.of(message);
        var first = packets.packets().getFirst();
        var many = new TopPackets(java.util.Collections.nCopies(100, first)).and(packets);
        var keys = new Keys(List.of(), List.of(Fixtures.utf8("secret")), List.of());

        assertThat(Fixtures.READER.read(many.write(), keys, Fixtures.MEMORY, Fixtures.NOW))
                .isInstanceOfSatisfying(
                        MessageOutcome.Refused.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(Refusal.TOO_LARGE));
    }

    private static boolean opens(KeyGenerator.Format format, byte[] message) {
        try {
            return read(format, message) instanceof MessageOutcome.Opened;
        } catch (SyntaxException e) {
            return false;
        }
    }

    /** Blocks of the cipher text moved and repeated, which CFB decrypts to chosen text between noise. */
    private static byte[] gadget(byte[] body) {
        byte[] changed = Arrays.copyOf(body, body.length + 32);
        int end = body.length - MDC;
        System.arraycopy(body, end, changed, end + 32, MDC);
        System.arraycopy(body, 1, changed, end, 32);
        return changed;
    }

    private static byte[] replaced(byte[] body, int at, int value) {
        byte[] changed = body.clone();
        changed[at] = (byte) value;
        return changed;
    }

    private static byte[] exchanged(byte[] body, int first, int chunk) {
        byte[] changed = body.clone();
        System.arraycopy(body, first, changed, first + chunk, chunk);
        System.arraycopy(body, first + chunk, changed, first, chunk);
        return changed;
    }
}
