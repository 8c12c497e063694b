package chancery.portal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** The script, the page of the bare host, and what is nothing at all. */
@Controller
final class GroundController {
    private final Portal portal;

    GroundController(Portal portal) {
        this.portal = portal;
    }

    @GetMapping("/")
    void root(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Responses.page(
                response,
                HttpServletResponse.SC_OK,
                EntrancePages.root(portal.reception().speech(request)));
    }

    @GetMapping("/p/{name}")
    void script(@PathVariable("name") String name, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (name.equals(Assets.SCRIPT_NAME)) {
            Responses.script(response);
        } else {
            missing(request, response);
        }
    }

    @RequestMapping({"/m", "/m/**"})
    void missing(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Responses.page(
                response,
                HttpServletResponse.SC_NOT_FOUND,
                EntrancePages.missing(portal.reception().speech(request)));
    }
}
