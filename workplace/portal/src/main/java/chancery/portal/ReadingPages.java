package chancery.portal;

import chancery.portal.ReadableMail.AttachedFile;
import chancery.portal.ReadableMail.Correspondent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The open mail. */
final class ReadingPages {
    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s<>\"'`{}|\\\\^]{1,2000}");
    private static final int LONGEST_TEXT = 1_000_000;
    private static final int MOST_PEOPLE = 60;

    /**
     * How the guest wants to see it.
     *
     * @param plain the plain text rather than the formatted one
     * @param remoteShown pictures from elsewhere are loaded
     */
    record View(boolean plain, boolean remoteShown) {}

    /** An answer that the guest gave to this mail. */
    record GivenAnswer(Instant when, String to, String text, List<String> fileNames) {}

    /** Another mail of the same tenant for the same mailbox. */
    record OtherMail(String link, Instant arrived, boolean opened) {}

    /** What stands around the mail on its page. */
    record Surroundings(Instant until, List<GivenAnswer> answers, List<OtherMail> others) {}

    private ReadingPages() {}

    static Page reading(Visit visit, ReadableMail mail, View view, Surroundings around) {
        Speech s = visit.speech();
        Html subject = mail.shownSubject().isEmpty() ? s.say("read.nosubject") : Html.text(mail.shownSubject());
        Html main = Html.of(
                """
                <article class="card"><h1>{}</h1>{}{}{}
                <div class="bar after noprint"><a class="button" href="{}">{}</a>{}\
                <a class="button quiet" href="{}">{}</a></div>
                <p class="soft after">{}</p></article>{}{}
                """,
                subject,
                people(s, mail),
                bodyOf(visit, mail, view),
                files(visit, mail.files()),
                visit.path("/answer"),
                s.say("read.answer"),
                answerAll(visit, mail),
                visit.path("/mail.eml"),
                s.say("read.save"),
                s.say("read.until", EntrancePages.bold(s.day(around.until()))),
                answers(s, around.answers()),
                others(s, around.others()));
        Html title = s.say("read.title", mail.people().from().shortName());
        return visit.signedIn(title, main);
    }

    /** For a mail that our parser cannot read: it can still be saved. */
    static Page unreadable(Visit visit, Instant until) {
        Speech s = visit.speech();
        Html main = Html.of(
                "<section class=\"card\"><h1>{}</h1><p>{}</p><a class=\"button\" href=\"{}\">{}</a>"
                        + "<p class=\"soft after\">{}</p></section>",
                s.say("open.title"),
                s.say("read.unreadable"),
                visit.path("/mail.eml"),
                s.say("read.save"),
                s.say("read.until", EntrancePages.bold(s.day(until))));
        return visit.signedIn(s.say("open.title"), main);
    }

    private static Html people(Speech s, ReadableMail mail) {
        List<Html> rows = new ArrayList<>();
        rows.add(row(s.say("read.from"), mail.people().from().shown()));
        addList(rows, s.say("read.to"), mail.people().to());
        addList(rows, s.say("read.cc"), mail.people().copies());
        mail.date().ifPresent(date -> rows.add(row(s.say("read.date"), Html.text(s.moment(date)))));
        return Html.of("<dl class=\"head\">{}</dl>", Html.join(rows));
    }

    private static void addList(List<Html> rows, Html name, List<Correspondent> people) {
        if (!people.isEmpty()) {
            rows.add(row(name, commas(people)));
        }
    }

    static Html commas(List<Correspondent> people) {
        List<Html> names = new ArrayList<>();
        for (Correspondent person : people.subList(0, Math.min(people.size(), MOST_PEOPLE))) {
            names.add(names.isEmpty() ? person.shown() : Html.of(", {}", person.shown()));
        }
        names.add(Html.when(people.size() > MOST_PEOPLE, Html.of(", +{}", people.size() - MOST_PEOPLE)));
        return Html.join(names);
    }

    private static Html row(Html name, Html value) {
        return Html.of("<dt>{}</dt><dd>{}</dd>", name, value);
    }

    private static Html bodyOf(Visit visit, ReadableMail mail, View view) {
        Speech s = visit.speech();
        if (mail.html().isEmpty()) {
            return mail.text().isEmpty() || mail.text().get().isBlank()
                    ? Html.of("<p class=\"soft\">{}</p>", s.say("read.empty"))
                    : plain(s, mail.text().get());
        }
        if (view.plain()) {
            String text = mail.text().orElseGet(() -> MailHtml.words(mail.html().get()));
            return Html.of("{}{}", tabs(visit, true), plain(s, text));
        }
        return formatted(visit, MailHtml.rebuild(mail.html().get(), mail.pictures(), view.remoteShown()), view);
    }

    private static Html formatted(Visit visit, MailHtml.Safe safe, View view) {
        Speech s = visit.speech();
        return Html.of(
                """
                {}{}{}<iframe class="body" src="{}" title="{}" height="{}" \
                sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox" referrerpolicy="no-referrer"></iframe>
                """,
                tabs(visit, false),
                remote(visit, safe, view),
                Html.when(safe.cut(), Html.of("<p class=\"notice\">{}</p>", s.say("read.cut"))),
                visit.path("/frame"),
                s.say("read.frame"),
                height(safe.markup()));
    }

    private static Html remote(Visit visit, MailHtml.Safe safe, View view) {
        Speech s = visit.speech();
        if (view.remoteShown()) {
            return Html.of("<p class=\"notice\">{}</p>", s.say("read.remote.shown"));
        }
        int count = safe.remoteHeldBack();
        Html words = count == 1 ? s.say("read.remote.one") : s.say("read.remote.many", count);
        Html button = visit.button("/remote", "quiet small", s.say("read.remote.button"));
        return Html.when(count > 0, Html.of("<div class=\"notice noprint\">{}{}</div>", words, button));
    }

    private static Html tabs(Visit visit, boolean plain) {
        Speech s = visit.speech();
        Html current = Html.of(" aria-current=\"page\"");
        return Html.of(
                "<p class=\"tabs noprint\"><a href=\"{}\"{}>{}</a><a href=\"{}\"{}>{}</a></p>",
                visit.path("/read"),
                Html.when(!plain, current),
                s.say("read.formatted"),
                visit.path("/read?view=plain"),
                Html.when(plain, current),
                s.say("read.plain"));
    }

    // a guess for browsers without scripts, where the frame scrolls when it is wrong; elsewhere portal.js measures
    private static int height(String markup) {
        String words = markup.replaceAll("<[^>]*>", "");
        int blocks = markup.split("<(?:p|div|tr|li|br|h[1-6])\\b", -1).length;
        int pictures = markup.split(" src=", -1).length - 1;
        return Math.clamp(80L + words.length() * 26L / 75 + blocks * 14L + pictures * 80L, 220, 2200);
    }

    /** Plain text with its web addresses as links. */
    static Html plain(Speech s, String text) {
        String shown = text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
        List<Html> parts = new ArrayList<>();
        Matcher matcher = ADDRESS.matcher(shown);
        int from = 0;
        while (matcher.find()) {
            String address = withoutStop(matcher.group());
            parts.add(Html.text(shown.substring(from, matcher.start())));
            parts.add(Html.of(
                    "<a href=\"{}\" target=\"_blank\" rel=\"noopener noreferrer nofollow\">{}</a>", address, address));
            from = matcher.start() + address.length();
        }
        parts.add(Html.text(shown.substring(from)));
        Html cut = Html.when(text.length() > LONGEST_TEXT, Html.of("<p class=\"notice\">{}</p>", s.say("read.cut")));
        return Html.of("{}<div class=\"plain\">{}</div>", cut, Html.join(parts));
    }

    private static String withoutStop(String address) {
        int end = address.length();
        while (end > 0 && ".,;:!?)]".indexOf(address.charAt(end - 1)) >= 0) {
            end--;
        }
        return address.substring(0, end);
    }

    private static Html files(Visit visit, List<AttachedFile> files) {
        Speech s = visit.speech();
        List<Html> rows = new ArrayList<>();
        for (AttachedFile file : files) {
            rows.add(Html.of(
                    "<li><a href=\"{}\" download><bdi>{}</bdi></a><span>{}</span></li>",
                    visit.path("/file/" + file.number()),
                    file.name(),
                    s.size(file.size())));
        }
        return Html.when(
                !files.isEmpty(),
                Html.of(
                        "<div class=\"after\"><h2>{}</h2><ul class=\"files\">{}</ul></div>",
                        s.say("read.files"),
                        Html.join(rows)));
    }

    private static Html answerAll(Visit visit, ReadableMail mail) {
        boolean several = mail.people().to().size() + mail.people().copies().size() > 1;
        return Html.when(
                several,
                Html.of(
                        "<a class=\"button quiet\" href=\"{}\">{}</a>",
                        visit.path("/answer?all=yes"),
                        visit.speech().say("read.answer.all")));
    }

    private static Html answers(Speech s, List<GivenAnswer> answers) {
        List<Html> cards = new ArrayList<>();
        for (GivenAnswer answer : answers) {
            cards.add(Html.of(
                    "<section class=\"card\"><h2>{}</h2><p class=\"soft\">{}</p>{}{}</section>",
                    s.say("read.answered", s.moment(answer.when())),
                    s.say("read.answer.sent", answer.to()),
                    plain(s, answer.text()),
                    Html.when(
                            !answer.fileNames().isEmpty(),
                            Html.of(
                                    "<p class=\"soft after\">{}: {}</p>",
                                    s.say("read.files"),
                                    String.join(", ", answer.fileNames())))));
        }
        return Html.join(cards);
    }

    private static Html others(Speech s, List<OtherMail> others) {
        List<Html> rows = new ArrayList<>();
        for (OtherMail other : others) {
            rows.add(Html.of(
                    "<li><a href=\"/m/{}\">{}</a><span>{}</span></li>",
                    other.link(),
                    s.moment(other.arrived()),
                    Html.when(!other.opened(), s.say("read.others.unopened"))));
        }
        return Html.when(
                !others.isEmpty(),
                Html.of(
                        "<section class=\"card noprint\"><h2>{}</h2><ul class=\"files\">{}</ul></section>",
                        s.say("read.others"),
                        Html.join(rows)));
    }

    /** The document inside the frame. */
    static String frame(ReadableMail mail, View view) {
        String markup = mail.html()
                .map(html -> MailHtml.rebuild(html, mail.pictures(), view.remoteShown())
                        .markup())
                .orElse("");
        return "<!doctype html><html><head><meta charset=\"utf-8\"><title>Mail</title><meta name=\"viewport\""
                + " content=\"width=device-width, initial-scale=1\"><style>" + Assets.FRAME_STYLE
                + "</style></head><body>"
                + markup + "</body></html>";
    }
}
