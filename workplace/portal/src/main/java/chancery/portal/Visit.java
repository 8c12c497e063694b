package chancery.portal;

import java.util.Optional;

/**
 * What every page about one mail needs to know.
 *
 * @param link the sealed name of tenant and recipient, as in the address
 * @param formToken proves that a form was made for this browser
 */
record Visit(Speech speech, String brand, String link, String formToken) {
    /** The path of a page about this mail; {@code step} begins with a slash or is empty. */
    String path(String step) {
        return "/m/" + link + step;
    }

    /** The hidden field that every form carries. */
    Html token() {
        return Html.of("<input type=\"hidden\" name=\"form\" value=\"{}\">", formToken);
    }

    /** A form of one button. */
    Html button(String step, String buttonClass, Html label) {
        return Html.of(
                "<form method=\"post\" action=\"{}\">{}<button class=\"{}\">{}</button></form>",
                path(step),
                token(),
                buttonClass,
                label);
    }

    Page closed(Html title, Html main) {
        return new Page(speech, brand, title, Page.Width.NARROW, main, Optional.empty());
    }

    Page signedIn(Html title, Html main) {
        Html out = button("/sign-out", "quiet small", speech.say("sign.out"));
        return new Page(speech, brand, title, Page.Width.WIDE, main, Optional.of(out));
    }
}
