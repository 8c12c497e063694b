package chancery.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import chancery.mime.Corpora;
import chancery.mime.MessageParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BounceReaderTest {
    private static List<Bounce> read(String mail) throws Exception {
        return BounceReader.read(MessageParser.parse(mail.getBytes(StandardCharsets.UTF_8)));
    }

    private static String failure(String words) {
        return "From: MAILER-DAEMON@mx.example\r\nSubject: failure notice\r\nTo: me@a.example\r\n\r\n" + words + "\r\n";
    }

    /**
     * bounces.tsv says for each of the real reports what a person finds in it; bounces-not-understood.tsv names those
     * where this code sees something else, and why.
     */
    @Test
    void realReportsAreUnderstood() throws Exception {
        Map<String, List<String>> expected = table("/bounces.tsv")
                .lines()
                .map(line -> line.split("\t", 2))
                .collect(Collectors.groupingBy(
                        c -> c[0], LinkedHashMap::new, Collectors.mapping(c -> c[1], Collectors.toList())));
        var known = table("/bounces-not-understood.tsv")
                .lines()
                .map(l -> l.split("\t")[0])
                .toList();
        List<Path> files = Corpora.files(Corpora.folder("dsn-sisimai"), ".eml");
        var wrong = new TreeSet<String>();
        for (Path file : files) {
            String name = file.getFileName().toString().replace(".eml", "");
            var seen = BounceReader.read(MessageParser.parse(Files.readAllBytes(file))).stream()
                    .map(b -> String.join(
                            "\t",
                            b.recipient(),
                            b.status().toString(),
                            b.reason().name(),
                            b.outcome().name()))
                    .toList();
            if (!seen.equals(expected.get(name))) {
                wrong.add(name + (known.contains(name) ? "" : ": " + seen + " instead of " + expected.get(name)));
            }
        }
        assertThat(files).hasSize(629);
        assertThat(wrong).containsExactlyInAnyOrderElementsOf(known);
        assertThat(wrong.size()).isLessThanOrEqualTo(files.size() / 20);
    }

    private static String table(String name) throws IOException {
        try (var in = BounceReaderTest.class.getResourceAsStream(name)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().filter(l -> !l.startsWith("#")).collect(Collectors.joining("\n"));
        }
    }

    // texts of no known system: the words count, not the frame
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        The mail to <x@b.example> came back: 552 5.2.2 Mailbox full | MAILBOX_FULL | 5.2.2
        <x@b.example>: 450 4.2.2 over quota           | MAILBOX_FULL | 4.2.2
        <x@b.example>: 550 no such user               | USER_UNKNOWN | 5.1.1
        x@b.example: host not found                   | HOST_UNKNOWN | 5.1.2
        <x@b.example>: 550 5.7.26 fails DMARC policy  | AUTHENTICATION_FAILURE | 5.7.26
        <x@b.example>: 554 5.7.1 Relay access denied  | RELAYING_DENIED | 5.7.1
        <x@b.example>: 421 connection refused         | NETWORK | 4.4.1
        <x@b.example>: 550 5.1.6 gone                 | MOVED | 5.1.6
        <x@b.example>: 530 5.7.0 Must issue a STARTTLS command first | TLS_REQUIRED | 5.7.0
        <x@b.example>: something odd                  | UNKNOWN | 5.0.0
        """)
    void words(String words, BounceReason reason, String status) throws Exception {
        var bounce = read(failure(words)).getFirst();
        assertThat(bounce.recipient()).isEqualTo("x@b.example");
        assertThat(bounce.reason()).isEqualTo(reason);
        assertThat(bounce.status()).hasToString(status);
        assertThat(bounce.outcome()).isEqualTo(Bounce.Outcome.FAILED);
    }

    /** What stands in an address, a link or a version number is no reason and no status. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<spam@b.example>: see https://b.example/mailbox-full/5.1.1",
                "<virus.detected@b.example>: we run version 5.2.2.1 on 192.5.1.1"
            })
    void namesAreNoReasons(String words) throws Exception {
        var bounce = read(failure(words)).getFirst();
        assertThat(bounce.reason()).isEqualTo(BounceReason.UNKNOWN);
        assertThat(bounce.status()).hasToString("5.0.0");
    }

    /** Business mail and mail of lists and advertisers is not taken for a report; three real ones lie among it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        enron-bekkerman-categories | -
        spam-spamassassin          | casimir@tgsnopec.com NETWORK DELAYED, daz@jpci.net CONTENT FAILED, matt_relay@sbcglobal.net USER_UNKNOWN FAILED
        """)
    void ordinaryMailIsNoBounce(String set, String reports) throws Exception {
        var seen = new TreeSet<String>();
        int mails = 0;
        for (Path file : Corpora.files(Corpora.folder(set), "")) {
            if (!file.toString().matches(".*(\\.cats|SOURCE.txt|cmds)")) {
                mails++;
                BounceReader.read(MessageParser.parse(Files.readAllBytes(file))).stream()
                        .map(b -> b.recipient() + " " + b.reason() + " " + b.outcome())
                        .forEach(seen::add);
            }
        }
        assertThat(mails).isGreaterThan(1_600);
        assertThat(seen.isEmpty() ? "-" : String.join(", ", seen)).isEqualTo(reports);
    }

    /** Reports as large as somebody can make them are read in little time. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<x%d@b.example>: 550 one of a great many recipients that were not reached, said at some length\n",
                "a@b.example,",
                "Final-Recipient: rfc822;x%d@b.example\nAction: failed\nDiagnostic-Code: smtp; 550 no no no no\n\n",
                "550-5.7.1 ",
                "x@",
                "                                                  : <",
                ">>> RCPT\n"
            })
    void largeReportsAreReadInLittleTime(String piece) {
        var mail = new StringBuilder("From: MAILER-DAEMON@b.example\nTo: me@a.example\n\n");
        for (int i = 0; mail.length() < 2_000_000; i++) {
            mail.append(piece.replace("%d", Integer.toString(i)));
        }
        assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> assertThat(read(mail.toString())).hasSizeLessThanOrEqualTo(201));
    }

    @Test
    void anOrdinaryMailIsNoBounce() throws Exception {
        assertThat(read("From: a@a.example\r\nSubject: lunch\r\n\r\nMy mailbox is full, write to b@b.example\r\n"))
                .isEmpty();
        assertThat(read("")).isEmpty();
    }
}
