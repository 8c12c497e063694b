package chancery.openpgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class StoreTest {
    @Property(tries = 100)
    void whatWasWrittenIsReadFromAnywhere(
            @ForAll @IntRange(max = 900_000) int size, @ForAll @IntRange(max = 900_000) int cut, @ForAll long seed)
            throws Exception {
        byte[] octets = new byte[size];
        var random = new Random(seed);
        random.nextBytes(octets);
        int from = Math.min(cut, size);
        try (var store = Workspace.memory(1_000_000).begin()) {
            for (int at = 0; at < size; ) {
                int count = Math.min(size - at, 1 + random.nextInt(200_000));
                store.write(octets, at, count);
                at += count;
            }
            byte[] rest = Arrays.copyOfRange(octets, from, size);
            try (var in = store.open(from, size)) {
                assertThat(in.readAllBytes()).isEqualTo(rest);
            }
            var out = new ByteArrayOutputStream();
            try (var in = store.open(from, size)) {
                assertThat(in.transferTo(out)).isEqualTo(size - from);
                assertThat(in.read()).isEqualTo(-1);
            }
            assertThat(out.toByteArray()).isEqualTo(rest);
        }
    }

    @Test
    void nothingIsReadAfterItWasClosed() throws Exception {
        var store = Workspace.memory(10).begin();
        store.write(new byte[5], 0, 5);
        var in = store.open();
        store.close();
        assertThatThrownBy(in::read).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> in.transferTo(new ByteArrayOutputStream())).isInstanceOf(IOException.class);
    }
}
