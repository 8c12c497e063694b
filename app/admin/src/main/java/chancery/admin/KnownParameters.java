package chancery.admin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Refuses a query parameter that an operation does not know: a filter with a typing mistake would show everything. */
final class KnownParameters implements HandlerInterceptor {
    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod operation) {
            List<String> known = Arrays.stream(operation.getMethodParameters())
                    .flatMap(KnownParameters::name)
                    .toList();
            var unknown = new TreeSet<>(request.getParameterMap().keySet());
            unknown.removeAll(known);
            if (!unknown.isEmpty()) {
                throw ProblemException.invalid("Unknown " + String.join(", ", unknown)
                        + (known.isEmpty()
                                ? "; none is known here."
                                : "; known are " + String.join(", ", known) + "."));
            }
        }
        return true;
    }

    private static Stream<String> name(MethodParameter parameter) {
        return Optional.ofNullable(parameter.getParameterAnnotation(RequestParam.class))
                .map(RequestParam::value)
                .stream();
    }
}
