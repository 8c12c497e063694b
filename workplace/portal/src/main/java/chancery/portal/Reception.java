package chancery.portal;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds out what a request is about. Where nothing waits, it answers itself. */
final class Reception {
    private static final String BROWSER_COOKIE = "__Host-browser";
    private static final Pattern BROWSER = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final PortalParts parts;
    private final PortalSettings settings;
    private final SealedName names;
    private final SessionDesk sessions;

    Reception(PortalParts parts, PortalSettings settings, SealedName names, SessionDesk sessions) {
        this.parts = parts;
        this.settings = settings;
        this.names = names;
        this.sessions = sessions;
    }

    /** The guest, or empty when the response is already written. */
    Optional<Guest> receive(String link, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Speech speech = speech(request);
        Optional<SealedName.Named> named = names.open(SealedName.Purpose.LINK, link);
        Optional<TenantFace> face = named.flatMap(n -> parts.faces().apply(n.tenant()));
        Optional<WaitingMail> mail = face.isEmpty() ? Optional.empty() : named.flatMap(this::find);
        if (mail.isEmpty() || face.isEmpty()) {
            Responses.page(response, HttpServletResponse.SC_NOT_FOUND, EntrancePages.missing(speech));
            return Optional.empty();
        }
        String browser = browser(request, response);
        Visit visit = new Visit(speech, face.get().name(), link, formToken(browser, link));
        if (mail.get().isOver(settings.clock().instant())) {
            Page page = EntrancePages.expired(visit, mail.get().stored().expiresAt());
            Responses.page(response, HttpServletResponse.SC_GONE, page);
            return Optional.empty();
        }
        return Optional.of(new Guest(visit, mail.get(), face.get(), browser, session(mail.get(), request, browser)));
    }

    /** The same for a form; its token must have been made for this browser and this mail. */
    Optional<Guest> receiveForm(String link, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Optional<Guest> guest = receive(link, request, response);
        String token = Optional.ofNullable(request.getParameter("form")).orElse("");
        if (guest.isPresent() && !isOurForm(guest.get(), token)) {
            Responses.page(
                    response,
                    HttpServletResponse.SC_FORBIDDEN,
                    EntrancePages.stale(guest.get().visit()));
            return Optional.empty();
        }
        return guest;
    }

    boolean isOurForm(Guest guest, String token) {
        return PortalSecrets.same(
                token.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                guest.visit().formToken().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    Speech speech(HttpServletRequest request) {
        String languages =
                Optional.ofNullable(request.getHeader("Accept-Language")).orElse("");
        return Speech.preferredBy(languages, settings.clock().getZone());
    }

    private Optional<WaitingMail> find(SealedName.Named named) {
        return parts.database().inTenant(named.tenant(), handle -> PortalRows.find(handle, named.tenant(), named.id()));
    }

    private Optional<SessionDesk.Session> session(WaitingMail mail, HttpServletRequest request, String browser) {
        return cookie(request, sessions.cookieName(mail.tenant()))
                .flatMap(value -> sessions.find(mail.tenant(), value, browser))
                .filter(session -> session.addressKey().equals(mail.recipient().key()));
    }

    private String browser(HttpServletRequest request, HttpServletResponse response) {
        Optional<String> known =
                cookie(request, BROWSER_COOKIE).filter(v -> BROWSER.matcher(v).matches());
        if (known.isPresent()) {
            return known.get();
        }
        byte[] fresh = new byte[32];
        settings.random().nextBytes(fresh);
        String value = Base64.getUrlEncoder().withoutPadding().encodeToString(fresh);
        Responses.cookie(response, BROWSER_COOKIE, value);
        return value;
    }

    private String formToken(String browser, String link) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(settings.secrets().mac("forms", browser, link));
    }

    private static Optional<String> cookie(HttpServletRequest request, String name) {
        Cookie[] cookies = Optional.ofNullable(request.getCookies()).orElse(new Cookie[0]);
        for (Cookie cookie : cookies) {
            if (cookie.getName().equals(name)) {
                return Optional.of(cookie.getValue());
            }
        }
        return Optional.empty();
    }
}
