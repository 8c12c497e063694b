package chancery.portal;

import java.time.Instant;

/** The pages in front of the closed mail. They show whose mail it is and nothing of its content. */
final class EntrancePages {
    private EntrancePages() {}

    /** Where the link of the notice leads. A link scanner may come here as often as it likes. */
    static Page waiting(Visit visit, Instant until, long codeMinutes) {
        Speech s = visit.speech();
        Html main = Html.of(
                """
                <section class="card"><h1>{}</h1><p class="lead">{}</p><p class="until">{}</p>
                <h2>{}</h2><ol class="steps"><li>{}</li><li>{}</li><li>{}</li></ol>{}
                <p class="soft after">{} <a href="/">{}</a></p></section>
                """,
                s.say("open.title"),
                s.say("open.lead", bold(visit.brand())),
                s.say("open.until", bold(s.day(until))),
                s.say("open.how"),
                s.say("open.step1"),
                s.say("open.step2", codeMinutes),
                s.say("open.step3"),
                visit.button("/code", "wide", s.say("open.button")),
                s.say("open.doubt"),
                s.say("open.genuine"));
        return visit.closed(s.say("open.title"), main);
    }

    /** The same for a guest whose session is alive: one click opens. */
    static Page waitingForSignedIn(Visit visit, Instant until) {
        Speech s = visit.speech();
        Html main = Html.of(
                "<section class=\"card\"><h1>{}</h1><p class=\"until\">{}</p><p>{}</p>{}</section>",
                s.say("open.title"),
                s.say("open.until", bold(s.day(until))),
                s.say("open.again"),
                visit.button("/open", "wide", s.say("open.again.button")));
        return visit.signedIn(s.say("open.title"), main);
    }

    /**
     * Where the code is typed.
     *
     * @param mailbox the recipient's address with most of it hidden
     * @param problem what was wrong with the last attempt, or nothing
     */
    static Page codeEntry(Visit visit, String mailbox, long minutes, Html problem) {
        Speech s = visit.speech();
        Html main = Html.of(
                """
                <section class="card"><h1>{}</h1><p>{}</p>{}
                <form method="post" action="{}">{}<label for="code">{}</label>
                <input class="code" type="text" id="code" name="code" inputmode="numeric" autocomplete="one-time-code"
                 maxlength="20" spellcheck="false" autocapitalize="off" required autofocus aria-describedby="help">
                <p class="help" id="help">{}</p><button class="wide">{}</button></form>
                <div class="soft after again"><p>{} </p>{}.</div></section>
                """,
                s.say("code.title"),
                s.say("code.lead", Html.of("<b class=\"address\"><bdi>{}</bdi></b>", mailbox), minutes),
                problem,
                visit.path("/enter"),
                visit.token(),
                s.say("code.label"),
                s.say("code.help"),
                s.say("code.button"),
                s.say("code.none"),
                visit.button("/code", "link", s.say("code.resend")));
        return visit.closed(s.say("code.title"), main);
    }

    static Html wrongCode(Speech s, int attemptsLeft) {
        Html words = attemptsLeft == 1 ? s.say("code.wrong.one") : s.say("code.wrong", attemptsLeft);
        return Html.of("<p class=\"notice bad\" role=\"alert\">{}</p>", words);
    }

    static Page codeUsedUp(Visit visit, int attempts, long minutes) {
        Speech s = visit.speech();
        return newCodeOffered(visit, s.say("code.over.title"), s.say("code.over.lead", attempts, minutes));
    }

    static Page noCodeInThisBrowser(Visit visit) {
        Speech s = visit.speech();
        return newCodeOffered(visit, s.say("code.other"), s.say("code.other.lead"));
    }

    private static Page newCodeOffered(Visit visit, Html title, Html lead) {
        Speech s = visit.speech();
        Html main = Html.of(
                "<section class=\"card\"><h1>{}</h1><p>{}</p>{}</section>",
                title,
                lead,
                visit.button("/code", "wide", s.say("open.button")));
        return visit.closed(title, main);
    }

    static Page tooMany(Visit visit, long minutes) {
        Speech s = visit.speech();
        return visit.closed(s.say("many.title"), words(s.say("many.title"), s.say("many.lead", minutes)));
    }

    static Page signedOut(Visit visit) {
        Speech s = visit.speech();
        return visit.closed(s.say("out.title"), words(s.say("out.title"), s.say("out.lead")));
    }

    static Page expired(Visit visit, Instant when) {
        Speech s = visit.speech();
        Html lead = s.say("gone.lead", bold(s.day(when)), bold(visit.brand()));
        return visit.closed(s.say("gone.title"), words(s.say("gone.title"), lead));
    }

    /** The session is over, or the form was not made for this browser. */
    static Page stale(Visit visit) {
        Speech s = visit.speech();
        Html main = Html.of(
                "<section class=\"card\"><h1>{}</h1><p>{}</p><a class=\"button wide\" href=\"{}\">{}</a></section>",
                s.say("stale.title"),
                s.say("stale.lead"),
                visit.path(""),
                s.say("stale.button"));
        return visit.closed(s.say("stale.title"), main);
    }

    static Page missing(Speech s) {
        return nameless(s, s.say("missing.title"), words(s.say("missing.title"), s.say("missing.lead")));
    }

    static Page trouble(Speech s) {
        return nameless(s, s.say("trouble.title"), words(s.say("trouble.title"), s.say("trouble.lead")));
    }

    static Page root(Speech s) {
        Html main = Html.of(
                """
                <section class="card"><h1>{}</h1><p>{}</p><h2>{}</h2>
                <ol class="steps"><li>{}</li><li>{}</li><li>{}</li><li>{}</li></ol></section>
                """,
                s.say("root.title"),
                s.say("root.lead"),
                s.say("root.genuine"),
                s.say("root.genuine1"),
                s.say("root.genuine2"),
                s.say("root.genuine3"),
                s.say("root.genuine4"));
        return nameless(s, s.say("root.title"), main);
    }

    private static Page nameless(Speech s, Html title, Html main) {
        return new Page(s, "", title, Page.Width.NARROW, main, java.util.Optional.empty());
    }

    private static Html words(Html title, Html lead) {
        return Html.of("<section class=\"card\"><h1>{}</h1><p>{}</p></section>", title, lead);
    }

    static Html bold(String text) {
        return Html.of("<b>{}</b>", text);
    }
}
