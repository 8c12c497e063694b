package chancery.portal;

import chancery.mail.FaultException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** Faults become a page that says so without saying why. */
@ControllerAdvice(assignableTypes = {EntranceController.class, ReadingController.class, AnswerController.class})
final class FaultPage {
    private static final Logger LOG = LoggerFactory.getLogger(FaultPage.class);

    private final Portal portal;

    FaultPage(Portal portal) {
        this.portal = portal;
    }

    @ExceptionHandler(RuntimeException.class)
    void fault(RuntimeException fault, HttpServletRequest request, HttpServletResponse response) throws IOException {
        String name = fault instanceof FaultException known
                ? known.code().name()
                : fault.getClass().getName();
        LOG.error("portal request failed: {}", name);
        if (response.isCommitted()) {
            // a file that breaks off must not look complete
            throw new IOException("broken off after a fault", fault);
        }
        response.reset();
        Responses.page(
                response,
                HttpServletResponse.SC_SERVICE_UNAVAILABLE,
                EntrancePages.trouble(portal.reception().speech(request)));
    }
}
