package chancery.portal;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Writes responses with the headers that every one of them must have. */
final class Responses {
    private static final String PAGE_POLICY = "default-src 'none'; style-src 'sha256-" + Assets.STYLE_DIGEST
            + "'; script-src 'self'; img-src data:; frame-src 'self'; form-action 'self'; base-uri 'none';"
            + " frame-ancestors 'none'";
    // our own origin, so that the page around can measure the mail; no scripts, so that nothing inside can use it
    private static final String FRAME_POLICY_START = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";
    private static final String FRAME_POLICY_END = "; form-action 'none'; base-uri 'none'; frame-ancestors 'self';"
            + " sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox";
    private static final String FILE_POLICY = "default-src 'none'; sandbox";

    private Responses() {}

    static void page(HttpServletResponse response, int status, Page page) throws IOException {
        html(response, status, PAGE_POLICY, "DENY", page.render());
    }

    static void frame(HttpServletResponse response, boolean remote, String document) throws IOException {
        String policy = FRAME_POLICY_START + (remote ? " https:" : "") + FRAME_POLICY_END;
        html(response, HttpServletResponse.SC_OK, policy, "SAMEORIGIN", document);
    }

    private static void html(HttpServletResponse response, int status, String policy, String framing, String text)
            throws IOException {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        common(response, policy);
        response.setHeader("X-Frame-Options", framing);
        response.setContentType("text/html;charset=utf-8");
        response.setContentLength(octets.length);
        response.getOutputStream().write(octets);
    }

    /** Headers of something to save; the caller writes the octets. */
    static void file(HttpServletResponse response, String name, String type) {
        common(response, FILE_POLICY);
        response.setContentType(type);
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Content-Disposition", disposition(name));
    }

    static void script(HttpServletResponse response) throws IOException {
        byte[] octets = Assets.SCRIPT.getBytes(StandardCharsets.UTF_8);
        common(response, FILE_POLICY);
        response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
        response.setContentType("text/javascript;charset=utf-8");
        response.setContentLength(octets.length);
        response.getOutputStream().write(octets);
    }

    /** See other: what follows a form is always a page that can be loaded again. */
    static void goTo(HttpServletResponse response, String path) {
        common(response, PAGE_POLICY);
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", path);
    }

    // RFC 6265 §4.1.2 and the __Host- prefix: for this host alone, never over plain HTTP, out of reach of scripts
    static void cookie(HttpServletResponse response, String name, String value) {
        response.addHeader("Set-Cookie", name + "=" + value + "; Path=/; Secure; HttpOnly; SameSite=Lax");
    }

    static void forgetCookie(HttpServletResponse response, String name) {
        response.addHeader("Set-Cookie", name + "=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0");
    }

    private static void common(HttpServletResponse response, String policy) {
        response.setHeader("Content-Security-Policy", policy);
        response.setHeader("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Robots-Tag", "noindex, nofollow");
    }

    // RFC 6266 §4.3: a plain name for old clients, the true one in UTF-8
    static String disposition(String name) {
        StringBuilder plain = new StringBuilder();
        StringBuilder encoded = new StringBuilder();
        for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
            boolean simple = (octet >= 'a' && octet <= 'z')
                    || (octet >= 'A' && octet <= 'Z')
                    || (octet >= '0' && octet <= '9')
                    || octet == '.'
                    || octet == '-'
                    || octet == '_';
            plain.append(simple || octet == ' ' ? (char) octet : '_');
            encoded.append(
                    simple ? String.valueOf((char) octet) : String.format(java.util.Locale.ROOT, "%%%02X", octet));
        }
        return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + encoded;
    }
}
