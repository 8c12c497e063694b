package chancery.mailauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Canonical text stays as it is when canonicalised again, and the pieces in which it comes do not matter. */
class CanonicalizationFuzzTest {
    @FuzzTest(maxDuration = "5m")
    void canonicalization(byte[] input) throws IOException {
        for (var kind : Canonicalization.values()) {
            byte[] whole = body(kind, input, input.length + 1);
            assertThat(body(kind, whole, whole.length + 1)).isEqualTo(whole);
            assertThat(body(kind, input, 1)).isEqualTo(whole);
            assertThat(body(kind, input, 7)).isEqualTo(whole);
            assertThat(randomPieces(kind, input)).isEqualTo(whole);
            byte[] field = kind.header(input);
            assertThat(kind.header(field)).isEqualTo(field);
        }
    }

    static byte[] body(Canonicalization kind, byte[] input, int piece) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var canonicalizer = new BodyCanonicalizer(kind, out)) {
            for (int at = 0; at < input.length; at += piece) {
                canonicalizer.write(input, at, Math.min(piece, input.length - at));
            }
        }
        return out.toByteArray();
    }

    private static byte[] randomPieces(Canonicalization kind, byte[] input) throws IOException {
        RandomGenerator random = RandomGeneratorFactory.getDefault().create(input.length);
        var out = new ByteArrayOutputStream();
        try (var canonicalizer = new BodyCanonicalizer(kind, out)) {
            int at = 0;
            while (at < input.length) {
                int piece = Math.min(random.nextInt(1, 40), input.length - at);
                canonicalizer.write(input, at, piece);
                at += piece;
            }
        }
        return out.toByteArray();
    }
}
