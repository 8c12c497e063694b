package chancery.openpgp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArmorChecksumTest {
    @Test
    void theKnownCheckValue() {
        // CRC-24/OPENPGP of "123456789" is 21CF02 in the catalogues of checksums
        assertThat(ArmorChecksum.of("123456789".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo("=Ic8C");
    }

    @Test
    void oldVersionsHaveItAndNewOnesGoWithout() {
        byte[] signature4 = {(byte) 0xC2, 10, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0};
        byte[] signature6 = signature4.clone();
        signature6[2] = 6;
        byte[] pkesk3 = {(byte) 0xC1, (byte) 0xC0, 20, 3, 0, 0};
        byte[] pkesk6 = {(byte) 0xC1, (byte) 0xC0, 20, 6, 0, 0};
        byte[] oldHeader4 = {(byte) 0x88, 10, 4, 0, 0};

        assertThat(ArmorChecksum.of(signature4)).startsWith("=");
        assertThat(ArmorChecksum.of(pkesk3)).startsWith("=");
        assertThat(ArmorChecksum.of(oldHeader4)).startsWith("=");
        assertThat(ArmorChecksum.of(signature6)).isEmpty();
        assertThat(ArmorChecksum.of(pkesk6)).isEmpty();
    }

    @ParameterizedTest(name = "{0} octets")
    @ValueSource(ints = {8, 9, 10, 47, 48, 49, 96})
    void gpgReadsOurArmorWhateverItsLength(int length) throws Exception {
        byte[] literal = new byte[length];
        Arrays.fill(literal, (byte) 'a');
        literal[0] = (byte) 0xCB;
        literal[1] = (byte) (length - 2);
        literal[2] = 'b';
        literal[3] = 0;
        try (var gpg = new GnuPg()) {
            var armored =
                    gpg.file("a.asc", Armor.write(Armor.Kind.MESSAGE, literal).getBytes(StandardCharsets.US_ASCII));
            assertThat(gpg.run("--list-packets", armored.toString())).contains("literal data");
        }
    }
}
