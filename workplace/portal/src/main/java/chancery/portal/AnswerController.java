package chancery.portal;

import chancery.portal.ReadableMail.Correspondent;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The guest writes back. */
@Controller
final class AnswerController {
    // what is read and thrown away of a form that is too large, so that the browser listens to the answer
    private static final long THROWN_AWAY = 200L << 20;

    private final Portal portal;

    AnswerController(Portal portal) {
        this.portal = portal;
    }

    private record Talk(Guest guest, ReadableMail original) {}

    @GetMapping("/m/{link}/answer")
    void form(
            @PathVariable("link") String link,
            @RequestParam(name = "all", defaultValue = "") String all,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Optional<Talk> talk = talk(link, request, response);
        if (talk.isPresent()) {
            show(response, HttpServletResponse.SC_OK, talk.get(), "yes".equals(all), "", Html.NOTHING);
        }
    }

    @PostMapping("/m/{link}/answer")
    void send(@PathVariable("link") String link, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        PacedUpload octets =
                PacedUpload.of(request, portal.settings().answerLimits().octets());
        Optional<Talk> talk = talk(link, request, response);
        if (talk.isEmpty()) {
            throwAway(octets, response);
            return;
        }
        Guest guest = talk.get().guest();
        String mailbox = guest.mail().tenant() + " " + guest.mail().recipient().key();
        Optional<UploadPlaces.Place> place = portal.uploads().take(mailbox);
        if (place.isEmpty()) {
            throwAway(octets, response);
            show(response, 429, talk.get(), false, "", busy(guest));
            return;
        }
        try (var _ = place.get()) {
            receive(talk.get(), request, octets, response);
        }
    }

    private static Html busy(Guest guest) {
        return AnswerPages.problem(guest.visit().speech().say("answer.busy"));
    }

    private void receive(Talk talk, HttpServletRequest request, PacedUpload octets, HttpServletResponse response)
            throws IOException {
        Guest guest = talk.guest();
        Speech s = guest.visit().speech();
        AnswerPages.Limits limits = portal.settings().answerLimits();
        try (AnswerForm form = new AnswerForm(
                portal.parts().vault(),
                guest.mail().tenant(),
                limits,
                portal.settings().clock())) {
            AnswerForm.Reading reading =
                    form.read(request, octets, token -> portal.reception().isOurForm(guest, token));
            switch (reading) {
                case COMPLETE -> submit(response, talk, form);
                case TOO_LARGE -> {
                    throwAway(octets, response);
                    show(response, 413, talk, form, AnswerPages.tooLargeWords(s, limits));
                }
                case TOO_SLOW -> {
                    endConnection(response);
                    show(response, HttpServletResponse.SC_REQUEST_TIMEOUT, talk, form, s.say("answer.slow"));
                }
                case FOREIGN -> {
                    throwAway(octets, response);
                    Responses.page(response, HttpServletResponse.SC_FORBIDDEN, EntrancePages.stale(guest.visit()));
                }
            }
        }
    }

    private void submit(HttpServletResponse response, Talk talk, AnswerForm form) throws IOException {
        Speech s = talk.guest().visit().speech();
        if (form.text().isBlank() && form.uploads().isEmpty()) {
            show(response, 422, talk, form, s.say("answer.empty"));
            return;
        }
        switch (portal.answers().send(talk.guest().mail(), talk.original(), form)) {
            case ReplySubmission.Outcome.Accepted(var mail) ->
                Responses.goTo(response, talk.guest().visit().path("/read"));
            case ReplySubmission.Outcome.Refused(var reason) ->
                show(response, 422, talk, form, s.say("answer.refused", reason.explanation()));
            case ReplySubmission.Outcome.TryLater() ->
                show(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, talk, form, s.say("answer.later"));
        }
    }

    private void show(HttpServletResponse response, int status, Talk talk, AnswerForm form, Html words)
            throws IOException {
        show(response, status, talk, form.all(), form.text(), AnswerPages.problem(words));
    }

    private void show(HttpServletResponse response, int status, Talk talk, boolean all, String text, Html problem)
            throws IOException {
        List<Correspondent> to = AnswerDesk.recipients(talk.guest().mail(), talk.original(), all);
        AnswerPages.Draft draft = new AnswerPages.Draft(all, to, AnswerDesk.subject(talk.original()), text, problem);
        Responses.page(
                response,
                status,
                AnswerPages.form(talk.guest().visit(), draft, portal.settings().answerLimits()));
    }

    private Optional<Talk> talk(String link, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Optional<Guest> arrived = portal.reception().receive(link, request, response);
        if (arrived.isEmpty()) {
            return Optional.empty();
        }
        Guest guest = arrived.get();
        if (!guest.mayRead()) {
            Responses.page(response, HttpServletResponse.SC_FORBIDDEN, EntrancePages.stale(guest.visit()));
            return Optional.empty();
        }
        return switch (portal.reader().read(guest.mail())) {
            case MailReader.Reading.Legible(ReadableMail mail) -> Optional.of(new Talk(guest, mail));
            case MailReader.Reading.Illegible() -> {
                Page page = ReadingPages.unreadable(
                        guest.visit(), guest.mail().stored().expiresAt());
                Responses.page(response, 422, page);
                yield Optional.empty();
            }
            case MailReader.Reading.Destroyed() -> {
                Page page = EntrancePages.expired(
                        guest.visit(), guest.mail().stored().expiresAt());
                Responses.page(response, HttpServletResponse.SC_GONE, page);
                yield Optional.empty();
            }
        };
    }

    // a browser listens to the answer only when it could send everything
    private static void throwAway(PacedUpload octets, HttpServletResponse response) throws IOException {
        byte[] buffer = new byte[32 << 10];
        long left = THROWN_AWAY;
        try {
            for (int n = octets.read(buffer); n >= 0 && left > 0; n = octets.read(buffer)) {
                left -= n;
            }
        } catch (IOException e) {
            if (!octets.isTooSlow()) {
                throw e;
            }
            endConnection(response);
        }
    }

    // what is still to come is not waited for
    private static void endConnection(HttpServletResponse response) {
        response.setHeader("Connection", "close");
    }
}
