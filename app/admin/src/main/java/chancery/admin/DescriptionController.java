package chancery.admin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The description of this API, and the answer to whatever is not in it. */
@RestController
@RequestMapping("/api/v1")
final class DescriptionController {
    private final byte[] description;

    DescriptionController() {
        this.description = ApiDescription.json();
    }

    @GetMapping(path = "/openapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
    byte[] description() {
        return description;
    }

    @RequestMapping("/**")
    void nothing(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String what = request.getMethod() + " " + request.getRequestURI();
        Problems.write(
                response, 404, "There is no " + what + "; what there is stands in /api/v1/openapi.json.", List.of());
    }
}
