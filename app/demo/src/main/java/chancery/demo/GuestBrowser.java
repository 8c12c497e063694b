package chancery.demo;

import chancery.mail.SyntaxException;
import chancery.mime.MessageParser;
import java.io.IOException;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/** A guest with a browser and a mailbox: follows the link of a notice, types the code, takes the mail. */
final class GuestBrowser implements AutoCloseable {
    private static final Pattern FORM_TOKEN = Pattern.compile("name=\"form\" value=\"([^\"]+)\"");
    private static final Pattern CODE = Pattern.compile("\\b(\\d{4}) (\\d{4})\\b");
    private static final Pattern PLAIN = Pattern.compile("<div class=\"plain\">(.*?)</div>", Pattern.DOTALL);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http;
    private final WorldMailbox mailbox;
    private final String address;

    /** @param from the network address from which it comes; empty for any */
    GuestBrowser(SSLContext trust, WorldMailbox mailbox, String address, Optional<InetAddress> from) {
        var client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(trust)
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(PATIENCE);
        from.ifPresent(client::localAddress);
        this.http = client.build();
        this.mailbox = mailbox;
        this.address = address;
    }

    /** The mail behind a link, with its attachments and the text that the page shows. */
    OpenedMail open(URI link) throws IOException, InterruptedException {
        String page = get(link);
        if (page.contains(link.getPath() + "/open\"")) {
            post(link, "/open", page, "");
        } else if (!page.contains(link.getPath() + "/frame")) {
            String before = latestCode().orElse("");
            String entry = post(link, "/code", page, "");
            post(link, "/enter", entry, "&code=" + URLEncoder.encode(awaitCode(before), StandardCharsets.UTF_8));
        }
        byte[] whole = octets(link.resolve(link.getPath() + "/mail.eml"));
        var files = new ArrayList<byte[]>();
        for (int number = 1; number <= attachments(whole); number++) {
            files.add(octets(link.resolve(link.getPath() + "/file/" + number)));
        }
        return new OpenedMail(whole, files, text(get(link.resolve(link.getPath() + "/read?view=plain"))));
    }

    private byte[] octets(URI file) throws IOException, InterruptedException {
        var answer = http.send(request(file).build(), HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IOException("the portal answered " + answer.statusCode() + " instead of a file");
        }
        return answer.body();
    }

    private static int attachments(byte[] mail) throws IOException {
        try {
            return MessageParser.parse(mail).view().attachments().size();
        } catch (SyntaxException e) {
            return 0;
        }
    }

    /** What stands in the page's block of plain text. */
    private static String text(String page) {
        Matcher block = PLAIN.matcher(page);
        return block.find()
                ? block.group(1)
                        .replaceAll("<[^>]*>", "")
                        .replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&quot;", "\"")
                        .replace("&#39;", "'")
                        .replace("&#96;", "`")
                        .replace("&amp;", "&")
                : "";
    }

    private String get(URI link) throws IOException, InterruptedException {
        return http.send(request(link).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private String post(URI link, String step, String page, String fields) throws IOException, InterruptedException {
        Matcher token = FORM_TOKEN.matcher(page);
        if (!token.find()) {
            throw new IOException("the portal's page has no form");
        }
        String body = "form=" + URLEncoder.encode(token.group(1), StandardCharsets.UTF_8) + fields;
        var request = request(link.resolve(link.getPath() + step))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", "https://" + link.getAuthority())
                .POST(HttpRequest.BodyPublishers.ofString(body));
        var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("the portal answered " + answer.statusCode() + " to " + step);
        }
        return answer.body();
    }

    private static HttpRequest.Builder request(URI uri) {
        return HttpRequest.newBuilder(uri).timeout(PATIENCE);
    }

    private String awaitCode(String before) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            Optional<String> code = latestCode().filter(c -> !c.equals(before));
            if (code.isPresent()) {
                return code.get();
            }
            Thread.sleep(50);
        }
        throw new IOException("no code came to " + address);
    }

    private Optional<String> latestCode() {
        Predicate<ArrivedMail> hasCode = mail -> find(mail, CODE).isPresent();
        return mailbox.latest(address, hasCode)
                .flatMap(mail -> find(mail, CODE))
                .map(m -> m.group(1) + m.group(2));
    }

    /** The first match in the text of a mail. */
    static Optional<Matcher> find(ArrivedMail mail, Pattern pattern) {
        try {
            var message = MessageParser.parse(Files.readAllBytes(mail.file()));
            Matcher matcher = pattern.matcher(message.searchableText(100_000));
            return matcher.find() ? Optional.of(matcher) : Optional.empty();
        } catch (SyntaxException | IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
