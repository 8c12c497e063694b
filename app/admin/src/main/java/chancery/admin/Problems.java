package chancery.admin;

import chancery.mail.FaultException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.converter.HttpMessageConversionException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Every trouble of the API as a problem document (RFC 9457 §3) that says what to do. */
@RestControllerAdvice("chancery.admin")
final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Map<Integer, String> TITLES = Map.of(
            400, "The request cannot be read",
            401, "A token is needed",
            403, "Not allowed with this token",
            404, "There is no such thing",
            409, "In conflict with what is there",
            411, "The length of the request is needed",
            413, "The request is too large",
            422, "The request cannot be granted as it is",
            500, "A fault inside the gateway",
            503, "Not possible at the moment");

    @ExceptionHandler
    void problem(ProblemException problem, HttpServletResponse response) throws IOException {
        write(response, problem.status(), String.valueOf(problem.getMessage()), problem.errors());
    }

    @ExceptionHandler
    void fault(FaultException fault, HttpServletResponse response) throws IOException {
        LOG.error("api request failed: {}", fault.code().name(), fault);
        write(
                response,
                503,
                "Try again later; when it stays so, look for " + fault.code().name() + " in the gateway's log.",
                List.of());
    }

    @ExceptionHandler
    void mismatch(MethodArgumentTypeMismatchException wrong, HttpServletResponse response) throws IOException {
        write(response, 400, "\"" + wrong.getName() + "\" has no usable value.", List.of());
    }

    @ExceptionHandler({ServletRequestBindingException.class, HttpMessageConversionException.class})
    void unreadable(Exception wrong, HttpServletResponse response) throws IOException {
        LOG.debug("api request not readable", wrong);
        write(response, 400, "A parameter or the body is missing; see /api/v1/openapi.json.", List.of());
    }

    @ExceptionHandler
    void bug(RuntimeException bug, HttpServletRequest request, HttpServletResponse response) throws IOException {
        LOG.error("api request failed: {}", request.getMethod(), bug);
        write(response, 500, "Please report it; the gateway's log has the details.", List.of());
    }

    static void write(HttpServletResponse response, int status, String detail, List<String> errors) throws IOException {
        ObjectNode document = JSON.createObjectNode();
        document.put("type", "about:blank");
        document.put("title", TITLES.getOrDefault(status, "Not possible"));
        document.put("status", status);
        document.put("detail", detail);
        if (!errors.isEmpty()) {
            var list = document.putArray("errors");
            errors.forEach(list::add);
        }
        response.setStatus(status);
        response.setContentType("application/problem+json");
        response.setHeader("Cache-Control", "no-store");
        if (status == 401) {
            response.setHeader("WWW-Authenticate", "Bearer");
        }
        response.getOutputStream().write(JSON.writeValueAsBytes(document));
    }
}
