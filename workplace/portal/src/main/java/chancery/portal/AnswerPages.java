package chancery.portal;

import chancery.portal.ReadableMail.Correspondent;
import java.util.List;

/** Where a guest writes back. */
final class AnswerPages {
    /** What an answer may hold. */
    record Limits(int files, long octets) {}

    /**
     * What the form begins with.
     *
     * @param text what the guest had written when the form comes back with a problem
     * @param problem why it comes back, or nothing
     */
    record Draft(boolean all, List<Correspondent> to, String subject, String text, Html problem) {}

    private AnswerPages() {}

    static Page form(Visit visit, Draft draft, Limits limits) {
        Speech s = visit.speech();
        Html main = Html.of(
                """
                <section class="card"><h1>{}</h1>{}
                <dl class="head"><dt>{}</dt><dd>{}</dd><dt>{}</dt><dd>{}</dd></dl>
                <form method="post" action="{}" enctype="multipart/form-data">{}<input type="hidden" name="all" value="{}">
                <div class="field"><label for="text">{}</label><textarea id="text" name="text" rows="12">{}</textarea></div>
                <div class="field"><label for="files">{}</label>\
                <input type="file" id="files" name="files" multiple aria-describedby="limits" data-most="{}" data-large="{}">
                <p class="help" id="limits">{}</p></div>
                <div class="bar"><button>{}</button><a class="button quiet" href="{}">{}</a></div></form>
                <p class="soft after">{}</p></section>
                """,
                s.say("answer.title"),
                draft.problem(),
                s.say("answer.to"),
                ReadingPages.commas(draft.to()),
                s.say("answer.subject"),
                draft.subject(),
                visit.path("/answer"),
                visit.token(),
                draft.all() ? "yes" : "no",
                s.say("answer.text"),
                firstLineKept(draft.text()),
                s.say("answer.files"),
                limits.octets(),
                tooLargeWords(s, limits),
                s.say("answer.files.help", limits.files(), s.size(limits.octets())),
                s.say("answer.send"),
                visit.path("/read"),
                s.say("answer.back"),
                s.say("answer.note"));
        return visit.signedIn(s.say("answer.title"), main);
    }

    // a browser drops the first line end of a textarea
    private static String firstLineKept(String text) {
        return text.startsWith("\n") || text.startsWith("\r") ? "\n" + text : text;
    }

    static Html problem(Html words) {
        return Html.of("<p class=\"notice bad\" role=\"alert\">{}</p>", words);
    }

    static Html tooLargeWords(Speech s, Limits limits) {
        return s.say("answer.large", limits.files(), s.size(limits.octets()));
    }
}
