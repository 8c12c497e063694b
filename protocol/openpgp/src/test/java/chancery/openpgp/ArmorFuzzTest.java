package chancery.openpgp;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mail.SyntaxException;
import com.code_intelligence.jazzer.junit.FuzzTest;

/** Anything as armored text: blocks that are written again as the same octets, or malformed with a position. */
class ArmorFuzzTest {
    @FuzzTest(maxDuration = "5m")
    void armor(byte[] input) throws Exception {
        try {
            for (Armor block : Armor.readAll(input)) {
                var again = Armor.readAll(Fixtures.utf8(Armor.write(block.kind(), block.octets())));
                assertThat(again).hasSize(1);
                assertThat(again.getFirst().kind()).isEqualTo(block.kind());
                assertThat(again.getFirst().octets()).isEqualTo(block.octets());
            }
        } catch (SyntaxException e) {
            assertThat(e.position()).isNotNegative();
        }
    }
}
