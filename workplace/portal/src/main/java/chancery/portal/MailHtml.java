package chancery.portal;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;
import org.owasp.html.AttributePolicy;
import org.owasp.html.CssSchema;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;

/**
 * Rebuilds the HTML of a mail from an allow-list: text, tables, lists, images, links and harmless inline style. jsoup
 * reads it as a browser would and throws away what must not even be looked at; the OWASP sanitizer then writes only
 * what it knows. What comes out is shown in a sandboxed frame under a policy without scripts, so that a fault here
 * alone harms nobody.
 */
final class MailHtml {
    /** Longer HTML is cut: it is no letter, and the whole mail can still be saved. */
    static final int LONGEST = 2 * 1024 * 1024;

    private static final int DEEPEST = 200;
    private static final int MOST_TAGS = 40_000;

    private static final String NOT_EVEN_READ = "script, style, svg, math, template, noscript, iframe, object, embed, "
            + "applet, base, link, meta, form, input, button, select, textarea, audio, video, source, track, frame, "
            + "frameset, noframes, noembed, plaintext, xmp, portal, dialog, slot";
    private static final String[] WRITTEN = {
        "abbr",
        "address",
        "article",
        "aside",
        "b",
        "bdi",
        "bdo",
        "big",
        "blockquote",
        "br",
        "caption",
        "center",
        "cite",
        "code",
        "col",
        "colgroup",
        "dd",
        "del",
        "dfn",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "font",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "i",
        "img",
        "ins",
        "kbd",
        "li",
        "main",
        "mark",
        "ol",
        "p",
        "pre",
        "q",
        "s",
        "samp",
        "section",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "tt",
        "u",
        "ul",
        "var",
        "wbr"
    };
    private static final String[] NUMBERED = {
        "width", "height", "border", "cellpadding", "cellspacing", "colspan", "rowspan", "span", "size", "start"
    };
    private static final CssSchema STYLE = CssSchema.withProperties(Set.of(
            "background-color",
            "border",
            "border-bottom",
            "border-collapse",
            "border-color",
            "border-left",
            "border-radius",
            "border-right",
            "border-spacing",
            "border-style",
            "border-top",
            "border-width",
            "color",
            "direction",
            "font",
            "font-family",
            "font-size",
            "font-style",
            "font-weight",
            "letter-spacing",
            "line-height",
            "list-style-type",
            "margin",
            "margin-bottom",
            "margin-left",
            "margin-right",
            "margin-top",
            "max-width",
            "min-width",
            "padding",
            "padding-bottom",
            "padding-left",
            "padding-right",
            "padding-top",
            "text-align",
            "text-decoration",
            "text-indent",
            "text-transform",
            "vertical-align",
            "white-space",
            "width"));

    /**
     * Markup that only this class makes.
     *
     * @param remoteHeldBack how many pictures from elsewhere were left out
     * @param cut the mail's HTML was longer than {@link #LONGEST}
     */
    record Safe(String markup, int remoteHeldBack, boolean cut) {}

    /** Pictures that are parts of the mail, by Content-ID without its angle brackets, as {@code data:} addresses. */
    private final Map<String, String> inlinePictures;

    private final boolean remoteAllowed;
    private int remote;

    private MailHtml(Map<String, String> inlinePictures, boolean remoteAllowed) {
        this.inlinePictures = inlinePictures;
        this.remoteAllowed = remoteAllowed;
    }

    static Safe rebuild(String html, Map<String, String> inlinePictures, boolean remoteAllowed) {
        String readable = readable(html);
        boolean cut = readable.length() < html.length();
        MailHtml rebuilding = new MailHtml(inlinePictures, remoteAllowed);
        Document document = Jsoup.parse(readable, "", Parser.htmlParser().setMaxDepth(DEEPEST));
        document.select(NOT_EVEN_READ).remove();
        document.outputSettings().prettyPrint(false);
        String markup = rebuilding.policy().sanitize(document.body().html());
        return new Safe(markup, remoteAllowed ? 0 : rebuilding.remote, cut);
    }

    /** The words of an HTML mail for those who prefer plain text, or for quoting. */
    static String words(String html) {
        String readable = readable(html);
        Document document = Jsoup.parse(readable, "", Parser.htmlParser().setMaxDepth(DEEPEST));
        document.select(NOT_EVEN_READ + ", head").remove();
        document.select("br").append("\\n");
        document.select("p, div, tr, li, h1, h2, h3, h4, h5, h6, blockquote, pre")
                .prepend("\\n");
        return document.text()
                .replace("\\n", "\n")
                .replaceAll(" *\n *", "\n")
                .replaceAll("\n{3,}", "\n\n")
                .strip();
    }

    // time to rebuild grows with the number of tags
    private static String readable(String html) {
        int end = Math.min(html.length(), LONGEST);
        int tags = 0;
        for (int i = 0; i < end; i++) {
            if (html.charAt(i) == '<' && ++tags > MOST_TAGS) {
                return html.substring(0, i);
            }
        }
        return html.substring(0, end);
    }

    private PolicyFactory policy() {
        AttributePolicy picture = (element, attribute, value) -> pictureAddress(value);
        AttributePolicy target = (element, attribute, value) -> linkAddress(value);
        AttributePolicy number = (element, attribute, value) -> value.matches("\\d{1,4}%?") ? value : null;
        AttributePolicy word = (element, attribute, value) -> value.matches("[A-Za-z]{1,12}") ? value : null;
        AttributePolicy colour = (element, attribute, value) -> value.matches("#?[A-Za-z0-9]{1,20}") ? value : null;
        return new HtmlPolicyBuilder()
                .allowElements(MailHtml::inNewWindow, "a")
                .allowElements(WRITTEN)
                .allowWithoutAttributes("a", "span", "font")
                .allowAttributes("href")
                .matching(target)
                .onElements("a")
                .allowAttributes("src")
                .matching(picture)
                .onElements("img")
                .allowUrlProtocols("https", "http", "mailto", "tel", "data", "cid")
                .allowAttributes("alt", "title")
                .globally()
                .allowAttributes(NUMBERED)
                .matching(number)
                .onElements("img", "table", "td", "th", "tr", "col", "colgroup", "hr", "font", "ol")
                .allowAttributes("align", "valign", "dir")
                .matching(word)
                .globally()
                .allowAttributes("bgcolor", "color")
                .matching(colour)
                .onElements("table", "td", "th", "tr", "font")
                .allowStyling(STYLE)
                .requireRelsOnLinks("noopener", "noreferrer", "nofollow")
                .toFactory();
    }

    private static String inNewWindow(String element, List<String> attributes) {
        attributes.add("target");
        attributes.add("_blank");
        return element;
    }

    private static @Nullable String linkAddress(String value) {
        String address = value.strip();
        String lower = address.toLowerCase(Locale.ROOT);
        boolean known = lower.startsWith("https://")
                || lower.startsWith("http://")
                || lower.startsWith("mailto:")
                || lower.startsWith("tel:");
        return known ? address : null;
    }

    private @Nullable String pictureAddress(String value) {
        String address = value.strip();
        String lower = address.toLowerCase(Locale.ROOT);
        if (lower.startsWith("cid:")) {
            return inlinePictures.get(address.substring(4));
        }
        if (lower.matches("data:image/(png|jpeg|gif|webp);base64,[a-z0-9+/=\\s]+")) {
            return address;
        }
        boolean elsewhere = lower.startsWith("https://") || lower.startsWith("http://") || lower.startsWith("//");
        if (!elsewhere) {
            return null;
        }
        remote++;
        return remoteAllowed ? "https://" + address.substring(address.indexOf("//") + 2) : null;
    }
}
