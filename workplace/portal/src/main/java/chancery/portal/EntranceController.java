package chancery.portal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** From the link in the notice to the open mail. */
@Controller
final class EntranceController {
    private final Portal portal;
    private final CodeThrottle throttle;

    EntranceController(Portal portal) {
        this.portal = portal;
        this.throttle = new CodeThrottle(portal.settings().clock());
    }

    /** Shows that mail waits. Changes nothing, however often and by whomever it is asked for. */
    @GetMapping("/m/{link}")
    void waiting(@PathVariable("link") String link, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Optional<Guest> arrived = portal.reception().receive(link, request, response);
        if (arrived.isEmpty()) {
            return;
        }
        Guest guest = arrived.get();
        if (guest.mayRead()) {
            Responses.goTo(response, guest.visit().path("/read"));
            return;
        }
        var until = guest.mail().stored().expiresAt();
        Page page = guest.session().isPresent()
                ? EntrancePages.waitingForSignedIn(guest.visit(), until)
                : EntrancePages.waiting(guest.visit(), until, codeMinutes());
        Responses.page(response, HttpServletResponse.SC_OK, page);
    }

    @PostMapping("/m/{link}/code")
    void sendCode(@PathVariable("link") String link, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Optional<Guest> arrived = portal.reception().receiveForm(link, request, response);
        if (arrived.isEmpty()) {
            return;
        }
        Guest guest = arrived.get();
        CodeDesk.Asked asked = throttle.admits(request.getRemoteAddr())
                ? portal.codes()
                        .ask(guest.mail(), guest.occasion(), guest.visit().speech(), guest.browser())
                : new CodeDesk.Asked.TooMany(CodeThrottle.WINDOW.toMinutes());
        switch (asked) {
            case CodeDesk.Asked.Sent(boolean before) ->
                Responses.goTo(response, guest.visit().path("/code"));
            case CodeDesk.Asked.TooMany(long minutes) ->
                Responses.page(response, 429, EntrancePages.tooMany(guest.visit(), minutes));
        }
    }

    @GetMapping("/m/{link}/code")
    void codeEntry(@PathVariable("link") String link, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Optional<Guest> arrived = portal.reception().receive(link, request, response);
        if (arrived.isPresent()) {
            codePage(response, arrived.get(), HttpServletResponse.SC_OK, Html.NOTHING);
        }
    }

    private void codePage(HttpServletResponse response, Guest guest, int status, Html problem) throws IOException {
        Optional<CodeDesk.Pending> pending = portal.codes().pending(guest.mail(), guest.browser());
        Page page = pending.isPresent()
                ? EntrancePages.codeEntry(
                        guest.visit(),
                        guest.mail().hiddenAddress(),
                        minutesUntil(pending.get().until()),
                        problem)
                : EntrancePages.noCodeInThisBrowser(guest.visit());
        Responses.page(response, status, page);
    }

    @PostMapping("/m/{link}/enter")
    void enter(@PathVariable("link") String link, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Optional<Guest> arrived = portal.reception().receiveForm(link, request, response);
        if (arrived.isEmpty()) {
            return;
        }
        Guest guest = arrived.get();
        String typed = Optional.ofNullable(request.getParameter("code")).orElse("");
        Visit visit = guest.visit();
        switch (portal.codes().enter(guest.mail(), guest.browser(), typed)) {
            case CodeDesk.Entered.Right(String session) -> {
                Responses.cookie(
                        response, portal.sessions().cookieName(guest.mail().tenant()), session);
                Responses.goTo(response, visit.path("/read"));
            }
            case CodeDesk.Entered.Wrong(int left) ->
                codePage(response, guest, 422, EntrancePages.wrongCode(visit.speech(), left));
            case CodeDesk.Entered.UsedUp() ->
                Responses.page(
                        response,
                        422,
                        EntrancePages.codeUsedUp(
                                visit, portal.settings().config().codeAttempts(), codeMinutes()));
            case CodeDesk.Entered.NotAsked() -> Responses.page(response, 422, EntrancePages.noCodeInThisBrowser(visit));
        }
    }

    /** Opens a further mail for a guest who is signed in. */
    @PostMapping("/m/{link}/open")
    void open(@PathVariable("link") String link, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Optional<Guest> arrived = portal.reception().receiveForm(link, request, response);
        if (arrived.isEmpty()) {
            return;
        }
        Guest guest = arrived.get();
        if (guest.session().isEmpty()) {
            Responses.page(response, HttpServletResponse.SC_FORBIDDEN, EntrancePages.stale(guest.visit()));
            return;
        }
        portal.codes().openForSignedIn(guest.mail());
        Responses.goTo(response, guest.visit().path("/read"));
    }

    @PostMapping("/m/{link}/sign-out")
    void signOut(@PathVariable("link") String link, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Optional<Guest> arrived = portal.reception().receiveForm(link, request, response);
        if (arrived.isEmpty()) {
            return;
        }
        Guest guest = arrived.get();
        guest.session().ifPresent(session -> portal.sessions().end(guest.mail().tenant(), session));
        Responses.forgetCookie(
                response, portal.sessions().cookieName(guest.mail().tenant()));
        Responses.page(response, HttpServletResponse.SC_OK, EntrancePages.signedOut(guest.visit()));
    }

    private long minutesUntil(Instant until) {
        return Math.max(
                1,
                Duration.between(portal.settings().clock().instant(), until)
                        .plusSeconds(30)
                        .toMinutes());
    }

    private long codeMinutes() {
        return portal.settings().config().codeLife().toMinutes();
    }
}
