package chancery.mime;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mail.SyntaxException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Mutated messages. {@link #fuzzerTestOneInput} is the target for a coverage-guided fuzzer; the tests run it over a fixed
 * number of mutations from a fixed seed.
 */
class ParserFuzzTest {
    private static final List<String> SEEDS = List.of(
            "Content-Type: multipart/mixed; boundary=\"a b\"\r\n\r\n--a b\r\n\r\nx\r\n--a b--\r\n",
            "From: =?utf-8?B?w7w=?= <a@b.example>, g:c@d.example,;\r\nDate: Tue, 1 Jul 2003 10:52:37 +0200\r\n\r\nx",
            "Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\nU3ViamVjdDogeA0KDQp4\r\n",
            "Content-Type: text/plain; charset=utf-7; name*0*=UTF-8''%C3%BC; name*1=x\r\n"
                    + "Content-Transfer-Encoding: quoted-printable\r\n\r\na=\r\n=41=ZZ=\r\n",
            "Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: multipart/related; boundary=c\n\n--c\n\n"
                    + "--c--\n--b\nContent-Type: application/ms-tnef\nContent-Transfer-Encoding: x-uuencode\n\n"
                    + "begin 644 x\n#86)C\n`\nend\n--b--\n");
    private static final List<String> TOKENS = List.of(
            "\r\n",
            "\n",
            "\r",
            "\0",
            "--",
            ":",
            ";",
            "=",
            "\"",
            "\\",
            "(",
            ")",
            "<",
            ">",
            "@",
            ",",
            "=?",
            "?=",
            "?Q?",
            "*",
            "'",
            "%",
            "boundary=",
            "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n",
            "Content-Type: message/rfc822\r\n\r\n",
            "Content-Transfer-Encoding: base64\r\n",
            "\u00ff",
            "é");

    /** Never crashes, never changes an octet. */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        try {
            var message = MessageParser.parse(input);
            var out = new ByteArrayOutputStream();
            message.root().writeTo(out);
            assertThat(Arrays.equals(out.toByteArray(), input)).isTrue();
            WriteBackTest.look(message);
        } catch (SyntaxException refused) {
            assertThat(refused.position()).isNotNegative();
        }
        lexical(new String(input, StandardCharsets.ISO_8859_1));
        try {
            assertThat(Tnef.open(MimeSource.of(input))).isNotNull();
        } catch (SyntaxException refused) {
            assertThat(refused.position()).isZero();
        }
    }

    private static void lexical(String text) {
        assertThat(EncodedWords.decode(text)).isNotNull();
        assertThat(ContentType.parse(text)).isNotNull();
        assertThat(ContentDisposition.parse(text)).isNotNull();
        assertThat(MailDate.parse(text)).isNotNull();
        for (HeaderMailbox mailbox : AddressList.parse(text).mailboxes()) {
            mailbox.address()
                    .ifPresent(a -> assertThat(text).contains(a.localPart().substring(0, 1)));
        }
    }

    @Test
    void mutatedSeeds() throws IOException {
        run(SEEDS.stream().map(s -> s.getBytes(StandardCharsets.ISO_8859_1)).toList(), 4_000);
    }

    @Test
    void mutatedMessagesOfTheSets() throws IOException {
        var seeds = new ArrayList<byte[]>();
        for (var file : Corpora.files(Corpora.folder("mime-mime4j"), ".msg")) {
            seeds.add(java.nio.file.Files.readAllBytes(file));
        }
        for (var file : Corpora.files(Corpora.folder("mime-mail-parser-stalwart"), ".eml")) {
            seeds.add(java.nio.file.Files.readAllBytes(file));
        }
        run(seeds.stream().filter(s -> s.length < 20_000).toList(), 3_000);
    }

    @Test
    @Tag("fuzz-long")
    void mutatedForLong() throws IOException {
        for (int round = 0; round < 100; round++) {
            run(SEEDS.stream().map(s -> s.getBytes(StandardCharsets.ISO_8859_1)).toList(), 10_000 + round);
        }
    }

    private static void run(List<byte[]> seeds, int count) {
        var random = new Random(count);
        for (int i = 0; i < count; i++) {
            byte[] input = mutated(seeds.get(random.nextInt(seeds.size())), seeds, random);
            Assertions.assertTimeoutPreemptively(
                    Duration.ofSeconds(20), () -> fuzzerTestOneInput(input), () -> "input in hex: " + hex(input));
        }
    }

    private static String hex(byte[] input) {
        return java.util.HexFormat.of().formatHex(input);
    }

    private static byte[] mutated(byte[] seed, List<byte[]> seeds, Random random) {
        var octets = new ArrayList<Byte>();
        for (byte octet : seed) {
            octets.add(octet);
        }
        for (int change = random.nextInt(6); change >= 0; change--) {
            int at = random.nextInt(octets.size() + 1);
            switch (random.nextInt(5)) {
                case 0 ->
                    insert(octets, at, TOKENS.get(random.nextInt(TOKENS.size())).getBytes(StandardCharsets.UTF_8));
                case 1 -> insert(octets, at, new byte[] {(byte) random.nextInt(256)});
                case 2 ->
                    octets.subList(at, Math.min(octets.size(), at + random.nextInt(30)))
                            .clear();
                case 3 -> insert(octets, at, part(seeds.get(random.nextInt(seeds.size())), random));
                default -> {
                    if (at < octets.size()) {
                        octets.set(at, (byte) random.nextInt(256));
                    }
                }
            }
        }
        byte[] result = new byte[octets.size()];
        for (int i = 0; i < result.length; i++) {
            result[i] = octets.get(i);
        }
        return result;
    }

    private static byte[] part(byte[] other, Random random) {
        int from = random.nextInt(other.length + 1);
        return Arrays.copyOfRange(other, from, Math.min(other.length, from + random.nextInt(200)));
    }

    private static void insert(List<Byte> octets, int at, byte[] what) {
        var boxed = new ArrayList<Byte>();
        for (byte octet : what) {
            boxed.add(octet);
        }
        octets.addAll(at, boxed);
    }
}
