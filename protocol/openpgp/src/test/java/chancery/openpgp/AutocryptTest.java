package chancery.openpgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chancery.mail.EmailAddress;
import chancery.mail.SyntaxException;
import chancery.mime.Corpora;
import chancery.mime.MessageParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Certificates in header fields, with the examples of the Autocrypt specification. */
class AutocryptTest {
    /** When the examples were made; their keys counted for five years. */
    private static final Instant THEN = Instant.parse("2019-01-22T13:00:00Z");

    // as printed in the specification beside the setup message
    private static final String SETUP_CODE = "1742-0185-6197-1303-7016-8412-3581-4441-0597";

    private final Path folder = Corpora.folder("autocrypt-spec").resolve("doc/appendix");

    private byte[] example(String name) throws Exception {
        return Files.readAllBytes(folder.resolve(name));
    }

    private Certificate certificate(String person) throws Exception {
        return Certificate.parse(example(person + "@autocrypt.example.pub.asc"));
    }

    private PrivateKey.Outcome.Unlocked unlocked(String person) throws Exception {
        var key = PrivateKey.parse(example(person + "@autocrypt.example.sec.asc"));
        return (PrivateKey.Outcome.Unlocked) key.unlock(new byte[0], OpenPgpLimits.STANDARD);
    }

    @Test
    void simpleHeader() throws Exception {
        var header = AutocryptHeader.of(MessageParser.parse(example("example-simple-autocrypt.eml"))
                        .header())
                .orElseThrow();
        assertThat(header.address()).isEqualTo(EmailAddress.parse("alice@autocrypt.example"));
        assertThat(header.prefersEncryption()).isTrue();
        assertThat(header.certificate()).isEqualTo(certificate("alice"));
    }

    @ParameterizedTest
    @CsvSource({
        "example-gossip.eml, example-gossip-cleartext.eml, bob carol",
        "example-draft.eml, example-draft-cleartext.eml, bob"
    })
    void gossipInsideTheEncryption(String mail, String clear, String names) throws Exception {
        var outer = MessageParser.parse(example(mail));
        var encrypted = outer.root().children().get(1);
        byte[] octets;
        try (var in = encrypted.open()) {
            octets = in.readAllBytes();
        }
        var keys = new Keys(
                List.of(unlocked("alice").key(), unlocked("bob").key()), List.of(), List.of(certificate("alice")));
        byte[] content;
        try (var opened = (MessageOutcome.Opened) Fixtures.READER.read(octets, keys, Fixtures.MEMORY, THEN)) {
            content = opened.octets();
        }
        assertThat(lines(content)).isEqualTo(lines(example(clear)));
        var inner = MessageParser.parse(content).header();
        var gossip = AutocryptHeader.gossip(inner, outer.header());
        assertThat(gossip).hasSize(names.split(" ").length);
        for (var one : gossip) {
            assertThat(one.prefersEncryption()).isFalse();
            assertThat(names).contains(one.address().localPart());
            assertThat(one.certificate()).isEqualTo(certificate(one.address().localPart()));
        }
        assertThat(AutocryptHeader.gossip(inner, inner)).isEmpty();
    }

    private static List<String> lines(byte[] text) {
        return new String(text, java.nio.charset.StandardCharsets.UTF_8)
                .strip()
                .lines()
                .toList();
    }

    @Test
    void setupMessage() throws Exception {
        var mail = MessageParser.parse(example("example-setup-message.eml"));
        byte[] html;
        try (var in = mail.root().children().get(1).open()) {
            html = in.readAllBytes();
        }
        var keys = new Keys(List.of(), List.of(Fixtures.utf8(SETUP_CODE)), List.of());
        try (var opened = (MessageOutcome.Opened) Fixtures.READER.read(html, keys, Fixtures.MEMORY, THEN)) {
            var key = PrivateKey.parse(opened.octets());
            assertThat(key.certificate().fingerprint())
                    .isEqualTo(certificate("alice").fingerprint());
            assertThat(lines(opened.octets())).isEqualTo(lines(example("example-setup-message-cleartext.key")));
        }
    }

    @ParameterizedTest
    @CsvSource({"VERSION_4", "VERSION_6"})
    void whatIsWrittenIsReadAndCanBeEncryptedTo(KeyGenerator.Format format) throws Exception {
        var key = Fixtures.key(format, "Alice <alice@a.example>");
        var address = EmailAddress.parse("alice@a.example");
        var header = AutocryptHeader.of(address, true, Fixtures.now(key));
        var read = AutocryptHeader.parse(header.value());
        assertThat(read).isEqualTo(header);
        assertThat(header.value().lines()).allMatch(l -> l.length() <= 78);
        byte[] message = Fixtures.writer()
                .to(read.certificate().at(Fixtures.NOW, Fixtures.POLICY))
                .encrypt(Fixtures.utf8("x"), Fixtures.NOW);
        assertThat(Fixtures.READER.read(message, Fixtures.opening(key), Fixtures.MEMORY, Fixtures.NOW))
                .isInstanceOf(MessageOutcome.Opened.class);
    }

    @Test
    void reducedToWhatIsNeeded() throws Exception {
        var folder = Corpora.folder("openpgp-thunderbird").resolve("mail/test/browser/openpgp/data/keys");
        var large = Certificate.parse(Files.readAllBytes(folder.resolve("two-enc-subkeys-still-both.pub.asc")));
        var view = large.at(Keyring.AT, Fixtures.POLICY);
        var address = view.verifiedUserIds().getLast().address().orElseThrow();
        var small = AutocryptHeader.of(address, false, view).certificate();
        assertThat(small.components()).hasSize(3).allMatch(c -> c.signatures().size() <= 1);
        var reduced = small.at(Keyring.AT, Fixtures.POLICY);
        assertThat(reduced.verifiedUserIds().getFirst().address()).contains(address);
        assertThat(reduced.encryptionKeys().getFirst().fingerprint())
                .isEqualTo(view.encryptionKeys().getFirst().fingerprint());
        assertThat(small.merge(large)).isEqualTo(large.canonical());
    }

    @ParameterizedTest
    @CsvSource({
        "two valid fields say nothing, 2, '', alice@autocrypt.example, false",
        "one valid field, 1, '', alice@autocrypt.example, true",
        "another author, 1, '', bob@autocrypt.example, false",
        "two authors, 1, '', 'alice@autocrypt.example, bob@autocrypt.example', false",
        "a report, 1, multipart/report; boundary=b, alice@autocrypt.example, false",
        "case of the address, 1, '', Alice@AUTOCRYPT.example, true"
    })
    void fieldsOfAMail(String why, int count, String type, String from, boolean counts) throws Exception {
        var one = AutocryptHeader.of(
                EmailAddress.parse("alice@autocrypt.example"),
                false,
                certificate("alice").at(THEN, Fixtures.POLICY));
        String mail = "From: " + from + "\r\n" + (type.isEmpty() ? "" : "Content-Type: " + type + "\r\n")
                + ("Autocrypt: " + one.value() + "\r\n").repeat(count) + "\r\nx\r\n";
        var found = AutocryptHeader.of(MessageParser.parse(Fixtures.utf8(mail)).header());
        assertThat(found.isPresent()).as(why).isEqualTo(counts);
    }

    @Test
    void malformed() throws Exception {
        String data = "keydata="
                + AutocryptHeader.of(
                                EmailAddress.parse("a@a.example"),
                                false,
                                certificate("alice").at(THEN, Fixtures.POLICY))
                        .value()
                        .replaceAll("(?s).*keydata=|\\s", "");
        assertThat(AutocryptHeader.parse("addr=a@a.example; _unknown=1; prefer-encrypt=nopreference; " + data)
                        .prefersEncryption())
                .isFalse();
        for (String bad : List.of(
                "",
                data,
                "addr=a@a.example",
                "addr=a@a.example; keydata=",
                "addr=a@a.example; keydata=!!",
                "addr=a@a.example; keydata=QUJD",
                "addr=a@a.example; unknown=1; " + data,
                "addr=a@a.example; addr=b@a.example; " + data,
                "addr=a@@a.example; " + data,
                "addr=a@a.example; " + data + "=x",
                "addr; " + data,
                "addr=a@a.example; keydata=" + "A".repeat(70_000))) {
            assertThatThrownBy(() -> AutocryptHeader.parse(bad)).as(bad).isInstanceOf(SyntaxException.class);
        }
    }
}
