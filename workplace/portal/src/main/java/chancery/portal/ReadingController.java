package chancery.portal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The open mail and its parts. */
@Controller
final class ReadingController {
    // types that no browser runs; every other file is only octets
    private static final Set<String> HARMLESS = Set.of(
            "application/pdf",
            "application/zip",
            "application/msword",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            "application/vnd.ms-excel",
            "application/vnd.oasis.opendocument.text",
            "image/png",
            "image/jpeg",
            "image/gif",
            "image/webp",
            "text/calendar",
            "text/csv");

    private final Portal portal;

    ReadingController(Portal portal) {
        this.portal = portal;
    }

    @GetMapping("/m/{link}/read")
    void read(
            @PathVariable("link") String link,
            @RequestParam(name = "view", defaultValue = "") String view,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Optional<Guest> admitted = admit(link, request, response);
        if (admitted.isEmpty()) {
            return;
        }
        Guest guest = admitted.get();
        var until = guest.mail().stored().expiresAt();
        Page page = switch (portal.reader().read(guest.mail())) {
            case MailReader.Reading.Legible(ReadableMail mail) ->
                ReadingPages.reading(
                        guest.visit(),
                        mail,
                        new ReadingPages.View("plain".equals(view), guest.wantsRemote()),
                        surroundings(guest));
            case MailReader.Reading.Illegible() -> ReadingPages.unreadable(guest.visit(), until);
            case MailReader.Reading.Destroyed() -> EntrancePages.expired(guest.visit(), until);
        };
        Responses.page(response, HttpServletResponse.SC_OK, page);
    }

    private ReadingPages.Surroundings surroundings(Guest guest) {
        var now = portal.settings().clock().instant();
        var others = portal.parts()
                .database()
                .inTenant(
                        guest.mail().tenant(), handle -> PortalRows.others(handle, guest.mail(), now, portal.names()));
        return new ReadingPages.Surroundings(
                guest.mail().stored().expiresAt(), portal.answers().given(guest.mail()), others);
    }

    /** The formatted text, for the sandboxed frame of the reading page. */
    @GetMapping("/m/{link}/frame")
    void frame(@PathVariable("link") String link, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Optional<Guest> admitted = admit(link, request, response);
        if (admitted.isEmpty()) {
            return;
        }
        Guest guest = admitted.get();
        boolean remote = guest.wantsRemote();
        String document = switch (portal.reader().read(guest.mail())) {
            case MailReader.Reading.Legible(ReadableMail mail) ->
                ReadingPages.frame(mail, new ReadingPages.View(false, remote));
            case MailReader.Reading.Illegible(), MailReader.Reading.Destroyed() -> "";
        };
        Responses.frame(response, remote, document);
    }

    /** From now on this session loads pictures from elsewhere for this mail. */
    @PostMapping("/m/{link}/remote")
    void showRemote(@PathVariable("link") String link, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Optional<Guest> arrived = portal.reception().receiveForm(link, request, response);
        if (arrived.isPresent()) {
            Guest guest = arrived.get();
            guest.session().ifPresent(session -> portal.sessions().showRemote(guest.mail(), session));
            Responses.goTo(response, guest.visit().path("/read"));
        }
    }

    @GetMapping("/m/{link}/file/{number}")
    void file(
            @PathVariable("link") String link,
            @PathVariable("number") String number,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Optional<Guest> admitted = admit(link, request, response);
        if (admitted.isEmpty()) {
            return;
        }
        Optional<MailReader.OpenFile> file = number.matches("\\d{1,5}")
                ? portal.reader().file(admitted.get().mail(), Integer.parseInt(number))
                : Optional.empty();
        if (file.isEmpty()) {
            Responses.page(
                    response,
                    HttpServletResponse.SC_NOT_FOUND,
                    EntrancePages.missing(admitted.get().visit().speech()));
            return;
        }
        try (InputStream octets = file.get().octets()) {
            String type = HARMLESS.contains(file.get().type()) ? file.get().type() : "application/octet-stream";
            Responses.file(response, file.get().name(), type);
            octets.transferTo(response.getOutputStream());
        }
    }

    /** The whole mail as it was sent. */
    @GetMapping("/m/{link}/mail.eml")
    void whole(@PathVariable("link") String link, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Optional<Guest> admitted = admit(link, request, response);
        if (admitted.isEmpty()) {
            return;
        }
        Optional<InputStream> whole = portal.reader().whole(admitted.get().mail());
        if (whole.isPresent()) {
            try (InputStream octets = whole.get()) {
                Responses.file(response, "mail.eml", "application/octet-stream");
                octets.transferTo(response.getOutputStream());
            }
        }
    }

    private Optional<Guest> admit(String link, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Optional<Guest> arrived = portal.reception().receive(link, request, response);
        if (arrived.isPresent() && !arrived.get().mayRead()) {
            Responses.goTo(response, arrived.get().visit().path(""));
            return Optional.empty();
        }
        return arrived;
    }
}
