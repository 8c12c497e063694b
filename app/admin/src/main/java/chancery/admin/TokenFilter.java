package chancery.admin;

import chancery.mail.FaultException;
import chancery.tenancy.ApiToken;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets nobody without a token reach the API, and no request that is larger than a mail can be. */
final class TokenFilter extends OncePerRequestFilter {
    static final String DESCRIPTION = "/api/v1/openapi.json";

    private static final String BEARER = "Bearer ";
    private static final long MAX_OCTETS = 64L << 20;

    private final Admin admin;

    TokenFilter(Admin admin) {
        this.admin = admin;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        if (request.getRequestURI().equals(DESCRIPTION)) {
            chain.doFilter(request, response);
            return;
        }
        try {
            Optional<Caller> caller = caller(request);
            if (caller.isEmpty()) {
                refuse(response);
            } else if (request.getContentLengthLong() > MAX_OCTETS) {
                Problems.write(response, 413, "A request has at most 64 MiB.", List.of());
            } else if (request.getContentLengthLong() < 0 && request.getHeader("Transfer-Encoding") != null) {
                Problems.write(response, 411, "Send the body with a Content-Length.", List.of());
            } else {
                request.setAttribute(Caller.ATTRIBUTE, caller.get());
                chain.doFilter(request, response);
            }
        } catch (FaultException e) {
            Problems.write(response, 503, "Try again later: " + e.code().name() + ".", List.of());
        }
    }

    private Optional<Caller> caller(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        if (header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Optional.empty();
        }
        String secret = header.substring(BEARER.length()).strip();
        if (admin.operator().is(secret)) {
            return Optional.of(Caller.operator("operator"));
        }
        return admin.directory().accounts().tokenOf(secret).map(TokenFilter::caller);
    }

    private static Caller caller(ApiToken token) {
        String name = "token:" + token.name();
        return token.isOperators() ? Caller.operator(name) : new Caller(name, Optional.of(token.tenant()));
    }

    private static void refuse(HttpServletResponse response) throws IOException {
        Problems.write(
                response,
                401,
                "Send \"Authorization: Bearer TOKEN\"; on the gateway's machine the token is in admin.token in the"
                        + " data folder.",
                List.of());
    }
}
