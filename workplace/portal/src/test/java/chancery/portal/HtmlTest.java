package chancery.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneOffset;
import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HtmlTest {
    @Test
    void textsAreEscapedAndMarkupIsKept() {
        Html inner = Html.of("<b title=\"{}\">{}</b>", "\"><script>", "'&`");
        assertThat(Html.of("<p>{}</p>", inner))
                .hasToString("<p><b title=\"&quot;&gt;&lt;script&gt;\">&#39;&amp;&#96;</b></p>");
    }

    @Test
    void valueWithGapIsNoGap() {
        assertThat(Html.of("{}{}", "{}", "x")).hasToString("{}x");
        assertThatThrownBy(() -> Html.of("{}{}", "x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Html.of("{}", "x", "y")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void turnedWritingAndControlsAreShownAsUnknown() {
        assertThat(Html.text("a\u202Egpj.exe\u0000")).hasToString("a\uFFFDgpj.exe\uFFFD");
        assertThat(Unprintable.removedFrom("a\u202Eb\r\nX: y\u0007", 80)).isEqualTo("ab  X: y");
    }

    @Test
    void bothLanguagesSayTheSameThings() {
        var english = ResourceBundle.getBundle("chancery.portal.words", Locale.ROOT);
        for (String key : english.keySet()) {
            String german = Speech.in(Locale.GERMAN, ZoneOffset.UTC).plain(key);
            assertThat(german).as(key).isNotBlank();
            for (String gap : new String[] {"{0}", "{1}", "{2}"}) {
                assertThat(german.contains(gap))
                        .as(key + gap)
                        .isEqualTo(english.getString(key).contains(gap));
            }
        }
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            value = {"de-CH,de;q=0.9 | de", "fr,en;q=0.1 | en", "'' | en", ";;;=q | en", "fr | en", "en;q=0.2,de | de"})
    void languageFollowsTheBrowser(String header, String language) {
        assertThat(Speech.preferredBy(header == null ? "" : header, ZoneOffset.UTC)
                        .language())
                .isEqualTo(language);
    }
}
