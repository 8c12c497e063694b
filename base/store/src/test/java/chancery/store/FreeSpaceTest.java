package chancery.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FreeSpaceTest {
    static LongStream seeds() {
        return new Random().longs(200);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void nothingIsGivenTwiceAndTheEndIsThatOfTheLastOneTaken(long seed) {
        var random = new Random(seed);
        var space = new FreeSpace();
        List<FreeSpace.Span> taken = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            if (taken.isEmpty() || random.nextInt(5) < 3) {
                long length = 1 + random.nextInt(6);
                taken.add(new FreeSpace.Span(space.take(length), length));
            } else {
                FreeSpace.Span one = taken.remove(random.nextInt(taken.size()));
                space.give(one.offset(), one.length());
            }
            if (random.nextInt(20) == 0) {
                space = FreeSpace.around(withOverlaps(taken, random));
            }
            assertApart(taken);
            assertThat(space.end())
                    .isEqualTo(
                            taken.stream().mapToLong(FreeSpace.Span::end).max().orElse(0));
        }
    }

    @Test
    void theSmallestGapThatSufficesIsTaken() {
        FreeSpace space = FreeSpace.around(
                List.of(new FreeSpace.Span(10, 5), new FreeSpace.Span(18, 2), new FreeSpace.Span(30, 1)));

        assertThat(space.take(3)).isEqualTo(15);
        assertThat(space.take(10)).isZero();
        assertThat(space.take(9)).isEqualTo(20);
        assertThat(space.take(2)).isEqualTo(31);
        assertThat(space.take(1)).isEqualTo(29);
    }

    private static List<FreeSpace.Span> withOverlaps(List<FreeSpace.Span> taken, Random random) {
        List<FreeSpace.Span> all = new ArrayList<>(taken);
        for (FreeSpace.Span span : taken) {
            if (span.length() > 1 && random.nextBoolean()) {
                all.add(new FreeSpace.Span(span.offset() + 1, span.length() - 1));
            }
        }
        return all;
    }

    private static void assertApart(List<FreeSpace.Span> taken) {
        for (FreeSpace.Span one : taken) {
            for (FreeSpace.Span other : taken) {
                assertThat(one == other || one.end() <= other.offset() || other.end() <= one.offset())
                        .isTrue();
            }
        }
    }
}
