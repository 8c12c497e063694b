package chancery.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs each {@code *.smtp} file under {@code transcripts} against a real session. Lines: {@code C:} is sent with CR LF,
 * {@code C+} without; {@code \r \n \0 \t \xHH} are octets, {@code \*N TEXT} is TEXT so many times. {@code S:} must be the
 * next line, {@code *} in it stands for anything; {@code S: (closed)} the end of the connection. {@code KIND:} in the
 * first line chooses the listener, {@code TLS:} starts TLS, {@code M:} must be the content of the last mail,
 * {@code #} is a remark.
 */
class TranscriptTest {
    static Stream<Path> transcripts() throws IOException, URISyntaxException {
        Path folder = Path.of(TranscriptTest.class.getResource("/transcripts").toURI());
        List<Path> files;
        try (Stream<Path> found = Files.list(folder)) {
            files = found.filter(file -> file.toString().endsWith(".smtp"))
                    .sorted()
                    .toList();
        }
        assertThat(files).hasSizeGreaterThan(15);
        return files.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("transcripts")
    void sessionFollowsTheTranscript(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        ListenerKind kind = lines.getFirst().startsWith("KIND: ")
                ? ListenerKind.valueOf(lines.getFirst().substring(6).toUpperCase(Locale.ROOT))
                : ListenerKind.MX;
        var limits = new SmtpLimits(
                new SmtpLimits.Content(100_000, 2_000, 200_000),
                new SmtpLimits.Session(10, 10, 3, 4, 5, 60),
                SmtpLimits.Patience.DEFAULT);
        try (var server = new TestServer(kind, config -> config.withLimits(limits));
                TestClient client = server.connect()) {
            if (kind == ListenerKind.SUBMISSIONS) {
                client.startTls(TestServer.tls(), "mx.example");
            }
            for (int i = 0; i < lines.size(); i++) {
                play(server, client, lines.get(i), file.getFileName() + ":" + (i + 1));
            }
        }
    }

    private static void play(TestServer server, TestClient client, String line, String place) throws IOException {
        String text = line.length() > 3 ? line.substring(3) : "";
        switch (line.isEmpty() ? "#" : line.substring(0, Math.min(2, line.length()))) {
            case "C:" -> client.send(octets(text + "\\r\\n"));
            case "C+" -> client.send(octets(text));
            case "S:" -> assertThat(client.line()).as(place).matches(pattern(text));
            case "TL" -> client.startTls(TestServer.tls(), "mx.example");
            case "M:" ->
                assertThat(server.service.mails.getLast().content()).as(place).isEqualTo(octets(text));
            default -> assertThat(line).as(place).matches("(#|KIND: ).*|");
        }
    }

    private static Pattern pattern(String text) {
        return Pattern.compile(Pattern.quote(text).replace("*", "\\E.*\\Q"));
    }

    private static byte[] octets(String text) {
        var repeated = Pattern.compile("\\\\\\*(\\d+) (.*?)\\\\\\.")
                .matcher(text)
                .replaceAll(match -> java.util.regex.Matcher.quoteReplacement(
                        match.group(2).repeat(Integer.parseInt(match.group(1)))));
        var out = new java.io.ByteArrayOutputStream();
        for (int i = 0; i < repeated.length(); i++) {
            char c = repeated.charAt(i);
            if (c != '\\') {
                out.writeBytes(String.valueOf(c).getBytes(java.nio.charset.StandardCharsets.UTF_8));
                continue;
            }
            i++;
            switch (repeated.charAt(i)) {
                case 'r' -> out.write('\r');
                case 'n' -> out.write('\n');
                case '0' -> out.write(0);
                case 't' -> out.write('\t');
                case 'x' -> {
                    out.write(Integer.parseInt(repeated.substring(i + 1, i + 3), 16));
                    i += 2;
                }
                default -> out.write(repeated.charAt(i));
            }
        }
        return out.toByteArray();
    }
}
