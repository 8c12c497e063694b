package chancery.openpgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ArrayOutputTest {
    @Property(tries = 200)
    void writtenAndPutOctetsStandInOrder(@ForAll long seed) {
        var random = new Random(seed);
        var out = new ArrayOutput();
        var same = new ByteArrayOutputStream();
        for (int i = random.nextInt(30); i > 0; i--) {
            byte[] octets = new byte[random.nextInt(3_000)];
            random.nextBytes(octets);
            if (random.nextInt(5) == 0) {
                out.expect(random.nextInt(5_000));
            }
            if (random.nextBoolean()) {
                out.write(octets, 0, octets.length);
            } else {
                int at = out.room(octets.length + 16);
                System.arraycopy(octets, 0, out.array(), at, octets.length);
                out.put(octets.length);
            }
            out.write(i);
            same.writeBytes(octets);
            same.write(i);
        }
        assertThat(out.octets()).isEqualTo(same.toByteArray());
    }

    @Test
    void whatWasExpectedIsNotCopied() {
        var out = new ArrayOutput();
        out.write(1);
        out.expect(2_000);
        out.write(new byte[1_980], 0, 1_980);
        byte[] array = out.array();
        int at = out.room(20);
        out.put(20);
        assertThat(at).isEqualTo(1_981);
        assertThat(out.octets()).isSameAs(array).hasSize(2_001);
    }

    @Test
    void moreThanAnArrayHolds() {
        assertThatThrownBy(() -> new ArrayOutput().expect(Integer.MAX_VALUE))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
