package chancery.policy;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mail.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LexiconScannerTest {
    private static int score(String word, String text) {
        var lexicon = new Lexicon("l", List.of(new Lexicon.Entry(word, 7)));
        return new LexiconScanner(List.of(lexicon))
                .scan(text).stream()
                        .mapToInt(f -> f instanceof Finding.LexiconHit hit ? hit.score() : 0)
                        .sum();
    }

    @ParameterizedTest(name = "{0} in \"{1}\": {2}")
    @CsvSource(delimiter = '|', textBlock = """
            biopsy       | The biopsy is back.                | true
            biopsy       | BIOPSY                             | true
            biopsy       | (biopsy)                           | true
            biopsy       | autobiopsys                        | false
            biopsy       | bio psy                            | false
            biopsy       | bio­psy                       | true
            biopsy       | bio​psy                       | true
            biopsy       | ｂｉｏｐｓｙ                       | true
            blood test   | blood\\r\\n> test                  | true
            blood test   | blood-test                         | true
            blood test   | bloodtest                          | false
            Röntgen      | Roentgen vom Montag                | true
            Röntgen      | RÖNTGEN                            | true
            Röntgen      | Röntgen                      | true
            Röntgen      | Rontgen                            | true
            Röntgenbild  | das Röntgenbild!                   | true
            *karzinom    | Mammakarzinom                      | true
            *karzinom    | Karzinom                           | true
            *karzinom    | Karzinome                          | false
            krebs*       | Krebserkrankung                    | true
            krebs*       | Flusskrebs                         | false
            Größe        | GRÖSSE                             | true
            Größe        | Grosse                             | true
            hiv          | archive                            | false
            hiv          | HIV-positive                       | true
            糖尿病        | 彼は糖尿病です                        | false
            диабет       | Диабет у пациента                  | true
            """)
    void aWordIsFoundHoweverItIsWritten(String word, String text, boolean found) {
        assertThat(score(word, text.translateEscapes())).isEqualTo(found ? 7 : 0);
    }

    @Test
    void aWordCountsOnceHoweverOften() {
        assertThat(score("biopsy", "biopsy biopsy biopsy")).isEqualTo(7);
    }

    @Test
    void theShippedListsSayWhatTheyAreAbout() {
        LexiconScanner shipped = LexiconScanner.of(DefaultPolicy.with(List.of()));

        assertThat(shipped.scan("Anbei der Arztbrief und die Laborwerte von gestern."))
                .containsExactly(new Finding.LexiconHit("health", 20));
        assertThat(shipped.scan("Shall we have lunch at noon?")).isEmpty();
    }

    @Test
    void aShippedWordStandsInItsListOnce() {
        for (Lexicon lexicon : ShippedLexicons.all()) {
            assertThat(lexicon.words())
                    .as(lexicon.name())
                    .extracting(entry -> WordFolding.fold(entry.word().replace("*", "")))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void businessAsUsualIsNotAboutHealth() {
        LexiconScanner shipped = LexiconScanner.of(DefaultPolicy.with(List.of()));

        assertThat(shipped.scan(
                        "The operation of the plant: please be patient, the hospital contract is in treatment."))
                .allSatisfy(finding -> assertThat(finding)
                        .isInstanceOfSatisfying(
                                Finding.LexiconHit.class,
                                hit -> assertThat(hit.score()).isLessThan(DefaultPolicy.HEALTH_SCORE)));
    }
}
