package chancery.portal;

import java.util.Optional;

/**
 * One page as it is sent: head, the tenant's name on top, the main part, foot. The style is inside, so that the first
 * page needs one round trip.
 *
 * @param brand the tenant's name; empty where the tenant is not known
 * @param width of the main column
 * @param signOut the form that ends the session, where there is one
 */
record Page(Speech speech, String brand, Html title, Width width, Html main, Optional<Html> signOut) {
    enum Width {
        NARROW("narrow"),
        WIDE("wide");

        private final String name;

        Width(String name) {
            this.name = name;
        }
    }

    // a closed letter under a seal, in the accent colour of the scheme
    private static final Html SEAL = Html.of("""
            <svg class="seal" viewBox="0 0 48 48" aria-hidden="true" focusable="false"><g fill="none" \
            stroke="currentColor" stroke-width="2.4" stroke-linejoin="round"><rect x="4" y="11" width="40" height="27" \
            rx="4"/><path d="M5 14l19 14 19-14"/></g><circle cx="24" cy="28" r="6.5" fill="currentColor"/></svg>""");

    private static final Html ICON = Html.of("""
            <link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 48 \
            48'%3E%3Crect x='4' y='10' width='40' height='28' rx='5' fill='%230d5752'/%3E%3Cpath d='M7 14l17 13 \
            17-13' fill='none' stroke='%23fff' stroke-width='3'/%3E%3C/svg%3E">""");

    String render() {
        String head = Html.of("""
                <!doctype html>
                <html lang="{}"><head><meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="robots" content="noindex"><meta name="format-detection" content="telephone=no">
                <title>{}</title>{}
                """, speech.language(), titleLine(), ICON).toString();
        // the style is one of our own files and must keep the octets that its digest in the policy was made from
        return head + "<style>" + Assets.STYLE + "</style>" + body();
    }

    private Html titleLine() {
        return brand.isEmpty() ? title : Html.of("{} · {}", title, brand);
    }

    private Html body() {
        return Html.of(
                """

                <script src="/p/{}" defer></script></head>
                <body class="{}"><a class="skip" href="#main">{}</a>
                <header class="top"><div>{}<p class="brand"><b>{}</b><span>{}</span></p>{}</div></header>
                <main id="main">{}</main>
                <footer><p>{}</p></footer>
                </body></html>
                """,
                Assets.SCRIPT_NAME,
                width.name,
                speech.say("skip"),
                SEAL,
                brand.isEmpty() ? speech.say("brand.line") : Html.text(brand),
                Html.when(!brand.isEmpty(), speech.say("brand.line")),
                signOut.orElse(Html.NOTHING),
                main,
                speech.say("footer"));
    }
}
