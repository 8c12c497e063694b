package chancery.portal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** A browser as far as the protocol goes: cookies, forms, redirects followed by hand. */
final class GuestBrowser {
    record Reply(int status, Map<String, String> headers, byte[] octets) {
        String text() {
            return new String(octets, StandardCharsets.UTF_8);
        }

        Document page() {
            return Jsoup.parse(text());
        }

        String header(String name) {
            return headers.getOrDefault(name.toLowerCase(java.util.Locale.ROOT), "");
        }

        String heading() {
            return Optional.ofNullable(page().selectFirst("h1"))
                    .map(Element::text)
                    .orElse("");
        }
    }

    record FormFile(String name, String type, byte[] octets) {}

    private final HttpClient client;
    private final URI base;
    final Map<String, String> cookies = new LinkedHashMap<>();

    GuestBrowser(PortalStand stand) {
        this.client = HttpClient.newBuilder()
                .sslContext(stand.trust())
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        this.base = URI.create("https://localhost:" + stand.port);
    }

    Reply get(String path) {
        return send(request(path).GET());
    }

    Reply head(String path) {
        return send(request(path).HEAD());
    }

    Reply post(String path, Map<String, String> fields) {
        StringBuilder body = new StringBuilder();
        fields.forEach((name, value) -> body.append(body.isEmpty() ? "" : "&")
                .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    /** Sends the form of {@code page} whose action ends with {@code step}, as a click would. */
    Reply click(Reply page, String step, Map<String, String> typed) {
        Element form = form(page, step);
        Map<String, String> fields = new LinkedHashMap<>();
        form.select("input[type=hidden]").forEach(field -> fields.put(field.attr("name"), field.val()));
        fields.putAll(typed);
        return post(form.attr("action"), fields);
    }

    static Element form(Reply page, String step) {
        Element form = page.page().selectFirst("form[action$=" + step + "]");
        if (form == null) {
            throw new AssertionError("no form for " + step + " in " + page.status() + " " + page.text());
        }
        return form;
    }

    Reply follow(Reply reply) {
        return get(reply.header("Location"));
    }

    Reply upload(String path, Map<String, String> fields, FormFile... files) {
        String boundary = "----portal-test-boundary";
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        fields.forEach((name, value) -> body.writeBytes(
                ("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n")
                        .getBytes(StandardCharsets.UTF_8)));
        for (FormFile file : files) {
            body.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"files\"; filename=\""
                            + file.name() + "\"\r\nContent-Type: " + file.type() + "\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            body.writeBytes(file.octets());
            body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        }
        body.writeBytes(("--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return send(request(path)
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));
    }

    /** From the link to the open mail. */
    Reply open(PortalStand stand, String link) {
        Reply asked = click(get(link), "/code", Map.of());
        Reply entry = follow(asked);
        Reply entered = click(entry, "/enter", Map.of("code", stand.codeIn(stand.sent.getLast())));
        return follow(entered);
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(base.resolve(path));
        StringBuilder cookie = new StringBuilder();
        cookies.forEach((name, value) -> cookie.append(cookie.isEmpty() ? "" : "; ")
                .append(name)
                .append('=')
                .append(value));
        return cookie.isEmpty() ? builder : builder.header("Cookie", cookie.toString());
    }

    private Reply send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            response.headers().allValues("set-cookie").forEach(this::keep);
            Map<String, String> headers = new LinkedHashMap<>();
            response.headers().map().forEach((name, values) -> headers.put(name, String.join(", ", values)));
            return new Reply(response.statusCode(), headers, response.body());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private void keep(String setCookie) {
        String pair = setCookie.substring(0, setCookie.indexOf(';'));
        String name = pair.substring(0, pair.indexOf('='));
        if (setCookie.contains("Max-Age=0")) {
            cookies.remove(name);
        } else {
            cookies.put(name, pair.substring(name.length() + 1));
        }
    }
}
