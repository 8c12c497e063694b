package chancery.openpgp;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mail.SyntaxException;
import chancery.mime.Corpora;
import chancery.mime.MimeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each file of the sets of public projects, with its verdict in a table: file, what it is, verdict, reason. */
class SampleFilesTest {
    private static final MessageReader READER = new MessageReader(Keyring.POLICY, OpenPgpLimits.STANDARD);

    /** Which file a detached signature is over, where its name does not say so. */
    private static final Map<String, String> SIGNED = Map.of(
            "sig-1-key-1", "signed-data-1.txt",
            "sig-1-key-2", "signed-data-1.txt",
            "sig-2-keys-1", "signed-data-1.txt",
            "sig-2-keys-2", "signed-data-1.txt");

    @ParameterizedTest
    @CsvSource({
        "openpgp-rpgp, samples-rpgp.tsv",
        "openpgp-rfc9580-pgpony, samples-rfc9580.tsv",
        "openpgp-thunderbird, samples-thunderbird.tsv",
        "autocrypt-spec, samples-autocrypt.tsv"
    })
    void everyFile(String set, String table) throws Exception {
        Path folder = Corpora.folder(set);
        var files = Corpora.files(folder, "").stream()
                .filter(p -> !p.toString().endsWith(".eml"))
                .toList();
        var keyring = new Keyring();
        for (Path file : files) {
            byte[] octets = unwrapped(Files.readAllBytes(file));
            keyring.add(file.toString(), octets);
            GnuPgKeyFile.read(octets).ifPresent(keyring::add);
        }
        keyring.join();
        var found = new LinkedHashMap<String, String>();
        for (Path file : files) {
            found.put(folder.relativize(file).toString(), verdict(file, keyring));
        }
        Corpora.report(table, found);
        var expected = new LinkedHashMap<String, String>();
        Corpora.table(SampleFilesTest.class, table).forEach(row -> expected.put(row[0], row[2]));
        assertThat(found).containsExactlyInAnyOrderEntriesOf(expected);
    }

    private static String verdict(Path file, Keyring keyring) throws IOException {
        byte[] octets = unwrapped(Files.readAllBytes(file));
        try {
            return switch (kind(octets)) {
                case KEYS ->
                    Verdicts.certificates(
                            file.toString(), CertificateReader.parse(octets, OpenPgpLimits.STANDARD), keyring);
                case MESSAGE -> Verdicts.message(READER.read(octets, keyring.keys(), Fixtures.MEMORY, Keyring.AT));
                case SIGNATURE -> detached(file, octets, keyring);
                case CLEARTEXT -> cleartext(octets, keyring);
                case OTHER -> "no OpenPGP";
            };
        } catch (SyntaxException e) {
            return "malformed: " + e.getMessage();
        }
    }

    private static String cleartext(byte[] octets, Keyring keyring) throws SyntaxException {
        var words = new ArrayList<String>();
        for (var block : InlineScanner.scan(octets)) {
            switch (block) {
                case InlineBlock.Cleartext signed -> {
                    var text = signed.lines().stream()
                            .map(line -> new String(line, StandardCharsets.ISO_8859_1).stripTrailing())
                            .collect(Collectors.joining("\r\n"));
                    words.add(signed.lines().size() + " lines "
                            + Verdicts.signatures(
                                    verified(signed.signature(), text.getBytes(StandardCharsets.ISO_8859_1), keyring)));
                }
                case InlineBlock.Text text -> words.add("text that is not signed");
                case InlineBlock.Armored armored -> words.add("armor");
            }
        }
        return String.join(", ", words);
    }

    private static List<SignatureVerdict> verified(byte[] signature, byte[] content, Keyring keyring)
            throws SyntaxException {
        try {
            return DetachedSignatures.verify(
                    signature,
                    MimeSource.of(content),
                    keyring.signers(),
                    Keyring.POLICY,
                    OpenPgpLimits.STANDARD,
                    Keyring.AT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String detached(Path file, byte[] octets, Keyring keyring) throws IOException, SyntaxException {
        String name = file.getFileName().toString().replaceFirst("\\.(sig|asc)$", "");
        Path signed = file.resolveSibling(SIGNED.getOrDefault(name, name));
        byte[] content = Files.isRegularFile(signed) && !signed.equals(file)
                ? Files.readAllBytes(signed)
                : Fixtures.utf8("Testing\n");
        return Verdicts.signatures(verified(octets, content, keyring));
    }

    /** What is in GnuPG's armor for files of any kind, which is no armor of OpenPGP; anything else as it is. */
    private static byte[] unwrapped(byte[] octets) {
        String text = new String(octets, StandardCharsets.ISO_8859_1);
        try {
            return text.contains("-----BEGIN PGP ARMORED FILE-----")
                    ? Armor.readAll(text.replace("PGP ARMORED FILE", "PGP MESSAGE")
                                    .getBytes(StandardCharsets.ISO_8859_1))
                            .getFirst()
                            .octets()
                    : octets;
        } catch (SyntaxException e) {
            return octets;
        }
    }

    private enum Kind {
        KEYS,
        MESSAGE,
        SIGNATURE,
        CLEARTEXT,
        OTHER
    }

    /** By the first line of armor, or by the type of the first packet. */
    private static Kind kind(byte[] octets) {
        if (octets.length > 0 && octets[0] < 0) {
            int tag = (octets[0] & 0x40) != 0 ? octets[0] & 0x3f : octets[0] >> 2 & 0x0f;
            return switch (tag) {
                case Tags.PUBLIC_KEY, Tags.SECRET_KEY -> Kind.KEYS;
                case Tags.SIGNATURE -> Kind.SIGNATURE;
                case Tags.MARKER -> kind(java.util.Arrays.copyOfRange(octets, 5, octets.length));
                default -> Kind.MESSAGE;
            };
        }
        String text = new String(octets, StandardCharsets.ISO_8859_1);
        var first = java.util.regex.Pattern.compile(
                        "^-----BEGIN PGP (PUBLIC KEY BLOCK|PRIVATE KEY BLOCK|MESSAGE|SIGNATURE|SIGNED MESSAGE)-----",
                        java.util.regex.Pattern.MULTILINE)
                .matcher(text);
        if (!first.find()) {
            return Kind.OTHER;
        }
        return switch (first.group(1)) {
            case "MESSAGE" -> Kind.MESSAGE;
            case "SIGNATURE" -> Kind.SIGNATURE;
            case "SIGNED MESSAGE" -> Kind.CLEARTEXT;
            default -> Kind.KEYS;
        };
    }
}
