package chancery.openpgp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
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

    @Property(tries = 500)
    void eightAtOnceIsAsBitByBit(@ForAll @Size(max = 200) byte[] octets, @ForAll @IntRange(max = 200) int cut) {
        int first = Math.min(cut, octets.length);
        var crc = new Crc24();
        crc.update(octets, 0, first);
        crc.update(octets, first, octets.length - first);
        assertThat(crc.octets()).isEqualTo(bitByBit(octets));
    }

    // RFC 9580 §6.1.1
    private static byte[] bitByBit(byte[] octets) {
        int crc = 0xB704CE;
        for (byte octet : octets) {
            crc ^= (octet & 0xff) << 16;
            for (int i = 0; i < 8; i++) {
                crc <<= 1;
                crc ^= (crc & 0x1000000) != 0 ? 0x1864CFB : 0;
            }
        }
        return new byte[] {(byte) (crc >> 16), (byte) (crc >> 8), (byte) crc};
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
