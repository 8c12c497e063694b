package chancery.portal;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import org.springframework.web.multipart.MultipartResolver;

/**
 * The portal's pages for a Spring MVC context that has a {@link Portal} bean: {@code /}, {@code /m/**} and
 * {@code /p/**}. Forms with files are read by the portal itself, so the context's own reading of them is switched off.
 */
@Configuration(proxyBeanMethods = false)
public class PortalWebConfiguration {
    @Bean
    EntranceController entranceController(Portal portal) {
        return new EntranceController(portal);
    }

    @Bean
    ReadingController readingController(Portal portal) {
        return new ReadingController(portal);
    }

    @Bean
    AnswerController answerController(Portal portal) {
        return new AnswerController(portal);
    }

    @Bean
    GroundController groundController(Portal portal) {
        return new GroundController(portal);
    }

    @Bean
    FaultPage faultPage(Portal portal) {
        return new FaultPage(portal);
    }

    /** Never reads a form by itself, because that would write guests' files clear into a temporary folder. */
    @Bean
    MultipartResolver multipartResolver() {
        return new MultipartResolver() {
            @Override
            public boolean isMultipart(HttpServletRequest request) {
                return false;
            }

            @Override
            public MultipartHttpServletRequest resolveMultipart(HttpServletRequest request) {
                throw new IllegalStateException("no form is multipart here");
            }

            @Override
            public void cleanupMultipart(MultipartHttpServletRequest request) {}
        };
    }
}
